import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import {
	type Disposition,
	facts,
	type Facts,
	type IncidentState,
	incidentState,
	type IncidentType,
} from '../contract.ts'
import { incidentResource } from '../resources.ts'
import type { PlanAsked } from '../rules/tables.ts'
import type { SendableUnit } from './unit.ts'

export type AssignmentOf = {
	readonly id: string
	readonly unit: string
	readonly agency: string
	readonly arrived: boolean
	readonly cleared: boolean
}

/** An incident as an act needs it: where it stands, what it is, who is on it. */
export type IncidentOf = {
	readonly id: string
	readonly number: string
	readonly agency: string
	/** Code of that agency. */
	readonly area: string
	readonly desk: string
	readonly receivedAt: Date
	readonly generated: boolean
	readonly closed: boolean
	readonly protected: boolean
	readonly needs: number
	/** D292. */
	readonly level: number
	readonly receiptNumber: string | null
	readonly version: number
	readonly placeId: string
	readonly point: readonly [number, number] | null
	readonly state: IncidentState
	readonly type: IncidentType
	/** Every type it ever had. */
	readonly types: readonly IncidentType[]
	readonly priority: number
	/** What measures go by: another than the newest while a lesser one waits to be confirmed (D226). */
	readonly measured: { readonly id: string; readonly type: IncidentType; readonly priority: number }
	/** The lesser one that waits. */
	readonly pending: string | null
	readonly facts: Facts
	readonly disposition: Disposition | null
	readonly assignments: readonly AssignmentOf[]
	readonly handed: readonly string[]
	readonly closedAt: Date | null
}

type Row = {
	id: string
	number: string
	agency_id: string
	area: string
	desk_id: string
	received_at: Date
	generated: boolean
	closed: boolean
	protected: boolean
	needs: number
	level: number
	receipt_number: string | null
	version: number
	place_id: string
	lon: number | null
	lat: number | null
	state: string
	type: IncidentType
	types: readonly IncidentType[]
	priority: number
	measured_id: string
	measured_type: IncidentType
	measured_priority: number
	pending: string | null
	facts: unknown
	disposition: Disposition | null
	assignments: readonly AssignmentOf[]
	handed: readonly string[]
	closed_at: Date | null
}

/** D290. What the plan is asked by, as the incident stands. */
export const planAsked = ({ type, priority, facts: { weapon }, area, level }: IncidentOf): PlanAsked => ({
	type,
	priority,
	weapon,
	area,
	level,
})

const columns = sql`
	i.id, i.number, i.agency_id, i.desk_id, i.received_at, i.generated, i.closed, i.protected, i.needs, i.level, i.receipt_number, i.version,
	(select a.code from identity.agency a where a.id = i.agency_id) as area,
	i.place_id, p.lon, p.lat, c.type, c.priority, c.facts, e.id as measured_id, e.type as measured_type, e.priority as measured_priority,
	(select g.id from dispatch.downgrade g where g.incident_id = i.id and g.ended is null) as pending,
	(select t.element from matters.token t where t.matter_id = i.id limit 1) as state,
	(select json_agg(distinct o.type) from dispatch.classification o where o.incident_id = i.id) as types,
	(select d.code from dispatch.disposition d where d.id = i.disposition_id) as disposition,
	coalesce((select json_agg(json_build_object('id', a.id, 'unit', a.unit_id, 'agency', a.unit_agency_id,
		'arrived', a.on_scene_at is not null, 'cleared', a.cleared_at is not null))
		from dispatch.assignment a where a.incident_id = i.id), '[]') as assignments,
	coalesce((select json_agg(h.agency_id) from dispatch.hand_up h where h.incident_id = i.id), '[]') as handed,
	(select max(s.at) from dispatch.incident_time s where s.incident_id = i.id and s.kind = 'closed') as closed_at`

const from = (id: string) => sql`
	from dispatch.incident i
	join dispatch.classification c on c.id = i.classification_id
	join dispatch.classification e on e.id = coalesce(i.measured_id, i.classification_id)
	join dispatch.place p on p.id = i.place_id
	where i.id = ${id}`

/** The incident, locked until the act ends when `lock` is given. One wait. @throws Refusal `not_found` */
export async function needIncident(tx: Tx, id: string, lock: 'lock' | 'read'): Promise<IncidentOf> {
	const { rows } = await sql<Row>`
		select ${columns} ${from(id)} ${lock === 'lock' ? sql`for update of i` : sql``}`.execute(tx)
	return incidentOf(rows[0], id)
}

/**
 * The incident and the units about to be sent to it, locked in that order, so that two acts never wait for each other. One
 * wait. Units that do not exist are left out. @throws Refusal `not_found`
 */
export async function needIncidentWithUnits(
	tx: Tx,
	id: string,
	units: readonly string[],
): Promise<{ readonly incident: IncidentOf; readonly units: readonly SendableUnit[] }> {
	const { rows } = await sql<Row & { units: readonly SendableUnit[] }>`
		with held as materialized (select ${columns} ${from(id)} for update of i),
		locked as materialized (
			select u.id, u.agency_id, u.lent_id, u.simulated, u.call_en, u.call_zh, u.status, u.on_shift, u.version from dispatch.unit u
			where u.id in (${sql.join([...units])}) and exists (select from held) order by u.id for update
		)
		select held.*, coalesce((select json_agg(json_build_object('id', l.id, 'agency', l.agency_id, 'lent', l.lent_id, 'simulated', l.simulated, 'en', l.call_en,
			'zh', l.call_zh, 'status', l.status, 'onShift', l.on_shift, 'version', l.version) order by l.id) from locked l), '[]') as units
		from held`.execute(tx)
	return { incident: incidentOf(rows[0], id), units: rows[0]?.units ?? [] }
}

function incidentOf(row: Row | undefined, id: string): IncidentOf {
	if (row === undefined) throw notFound(`incident ${id}`)
	return {
		id: row.id,
		number: row.number,
		agency: row.agency_id,
		area: row.area,
		desk: row.desk_id,
		receivedAt: row.received_at,
		generated: row.generated,
		closed: row.closed,
		protected: row.protected,
		needs: row.needs,
		level: row.level,
		receiptNumber: row.receipt_number,
		version: row.version,
		placeId: row.place_id,
		point: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
		state: incidentState.parse(row.state),
		type: row.type,
		types: row.types,
		priority: row.priority,
		measured: { id: row.measured_id, type: row.measured_type, priority: row.measured_priority },
		pending: row.pending,
		facts: facts.parse(row.facts),
		disposition: row.disposition,
		assignments: row.assignments,
		handed: row.handed,
		closedAt: row.closed_at,
	}
}

/** What powers ask of an incident and what a line of its story needs: a note changes nothing of the incident itself. */
export type IncidentHead = Pick<
	IncidentOf,
	'id' | 'agency' | 'desk' | 'receivedAt' | 'generated' | 'closed' | 'version' | 'state' | 'handed'
> & {
	readonly assignments: readonly Pick<AssignmentOf, 'unit' | 'agency'>[]
}

/**
 * Loads the head for an act that only adds to the story: not locked, since nobody can overtake a note, and without the parts it
 * does not need. @throws Refusal `not_found`
 */
export async function loadIncidentHead(tx: Tx, id: string) {
	const { rows } = await sql<{
		id: string
		agency_id: string
		desk_id: string
		received_at: Date
		generated: boolean
		closed: boolean
		version: number
		state: string
		parts: readonly string[]
		handed: readonly string[]
	}>`select i.id, i.agency_id, i.desk_id, i.received_at, i.generated, i.closed, i.version,
			(select t.element from matters.token t where t.matter_id = i.id limit 1) as state,
			array(select a.unit_id::text || ' ' || a.unit_agency_id::text from dispatch.assignment a where a.incident_id = i.id) as parts,
			array(select h.agency_id::text from dispatch.hand_up h where h.incident_id = i.id) as handed
		from dispatch.incident i where i.id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`incident ${id}`)
	const head: IncidentHead = {
		id: row.id,
		agency: row.agency_id,
		desk: row.desk_id,
		receivedAt: row.received_at,
		generated: row.generated,
		closed: row.closed,
		version: row.version,
		state: incidentState.parse(row.state),
		handed: row.handed,
		assignments: row.parts.map((part) => {
			const [unit = '', agency = ''] = part.split(' ')
			return { unit, agency }
		}),
	}
	return { subject: incidentSubject(head), row: head, version: null }
}

export function incidentSubject(incident: IncidentHead): Subject {
	return {
		resource: incidentResource,
		id: incident.id,
		attributes: {
			agency: incident.agency,
			desk: incident.desk,
			closed: incident.closed,
			generated: incident.generated,
			units: incident.assignments.map((one) => one.unit),
			sent: incident.assignments.map((one) => one.agency),
			handed: incident.handed,
		},
	}
}

/** Loads and locks for an act that names `incident`. */
export async function loadIncident(tx: Tx, id: string) {
	const row = await needIncident(tx, id, 'lock')
	return { subject: incidentSubject(row), row, version: row.version }
}

/** D21. @throws Refusal `wrong_state` when the incident has ended */
export function mustBeOpen(incident: IncidentOf): void {
	if (!incident.closed) return
	throw new Refusal(
		'wrong_state',
		{ en: 'It has ended. Reopen it first, with a reason.', zh: '警情已结束。要改先注明原因重新打开。' },
		{ rule: 'D21', extra: { state: incident.state } },
	)
}
