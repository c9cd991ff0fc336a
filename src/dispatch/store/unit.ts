import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound } from '#kernel/refusal.ts'
import type { IncidentState, IncidentType, UnitKind, UnitStatus } from '../contract.ts'
import { unitResource } from '../resources.ts'

/** A unit as an act needs it, with the part it has in an incident. */
export type UnitOf = {
	readonly id: string
	readonly agency: string
	/** Who has it on loan. */
	readonly lent: string | null
	readonly kind: UnitKind
	readonly status: UnitStatus
	readonly statusAt: Date
	readonly onShift: boolean
	readonly simulated: boolean
	readonly version: number
	readonly part: {
		readonly assignment: string
		readonly incident: string
		readonly incidentState: IncidentState
		readonly incidentVersion: number
		/** What its times are measured by (D226). */
		readonly priority: number
		readonly type: IncidentType
		readonly dispatchedAt: Date
		readonly enRouteAt: Date | null
		readonly onSceneAt: Date | null
		/** Other units still on the incident. */
		readonly others: number
		/** Any unit has been on scene. */
		readonly anyArrived: boolean
	} | null
}

type Row = {
	id: string
	agency_id: string
	lent_id: string | null
	kind: UnitKind
	status: UnitStatus
	status_at: Date
	on_shift: boolean
	simulated: boolean
	version: number
	assignment_id: string | null
	incident_id: string
	incident_state: IncidentState
	incident_version: number
	priority: number
	type: IncidentType
	dispatched_at: Date
	en_route_at: Date | null
	on_scene_at: Date | null
	others: number
	any_arrived: boolean
}

/** The unit and its incident, both locked when `lock` is given: incident first, as sending does. @throws Refusal `not_found` */
export async function needUnit(tx: Tx, id: string, lock: 'lock' | 'read'): Promise<UnitOf> {
	// The incident is locked before the unit, in the order `dispatch.unit.assign` takes them, so that two acts never wait for each other.
	const locked =
		lock === 'lock'
			? sql`with held as materialized (
				select i.id from dispatch.incident i
				where i.id = (select a.incident_id from dispatch.unit u join dispatch.assignment a on a.id = u.assignment_id where u.id = ${id})
				for update of i)`
			: sql`with held as (select null::uuid as id)`
	const { rows } = await sql<Row>`${locked}
		select u.id, u.agency_id, u.lent_id, u.kind, u.status, u.status_at, u.on_shift, u.simulated, u.version, u.assignment_id,
			a.incident_id, a.dispatched_at, a.en_route_at, a.on_scene_at, i.version as incident_version, c.priority, c.type,
			(select t.element from matters.token t where t.matter_id = i.id limit 1) as incident_state,
			(select count(*)::int from dispatch.assignment o where o.incident_id = i.id and o.cleared_at is null and o.id <> a.id) as others,
			exists (select from dispatch.assignment o where o.incident_id = i.id and o.on_scene_at is not null) as any_arrived,
			(select count(*) from held) as held
		from dispatch.unit u
		left join dispatch.assignment a on a.id = u.assignment_id
		left join dispatch.incident i on i.id = a.incident_id
		left join dispatch.classification c on c.id = coalesce(i.measured_id, i.classification_id)
		where u.id = ${id} ${lock === 'lock' ? sql`for update of u` : sql``}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`unit ${id}`)
	return {
		id: row.id,
		agency: row.agency_id,
		lent: row.lent_id,
		kind: row.kind,
		status: row.status,
		statusAt: row.status_at,
		onShift: row.on_shift,
		simulated: row.simulated,
		version: row.version,
		part:
			row.assignment_id === null
				? null
				: {
						assignment: row.assignment_id,
						incident: row.incident_id,
						incidentState: row.incident_state,
						incidentVersion: row.incident_version,
						priority: row.priority,
						type: row.type,
						dispatchedAt: row.dispatched_at,
						enRouteAt: row.en_route_at,
						onSceneAt: row.on_scene_at,
						others: row.others,
						anyArrived: row.any_arrived,
					},
	}
}

export function unitSubject(unit: Pick<UnitOf, 'id' | 'agency' | 'lent' | 'simulated'>): Subject {
	return {
		resource: unitResource,
		id: unit.id,
		attributes: { agency: unit.agency, unit: unit.id, lent: unit.lent, simulated: unit.simulated },
	}
}

export async function loadUnit(tx: Tx, id: string) {
	const row = await needUnit(tx, id, 'lock')
	return { subject: unitSubject(row), row, version: row.version }
}

/** A write that gives the unit a status, and keeps it. */
export function statusWrites(
	unit: string,
	to: UnitStatus,
	set: { readonly at: Date; readonly now: Date; readonly reason?: string | undefined; readonly id: string },
	rest = sql``,
) {
	return [
		sql`update dispatch.unit set status = ${to}, status_at = ${set.at}, version = version + 1, out_reason = ${set.reason ?? null}, stands_in_id = null${rest}
			where id = ${unit}`,
		sql`insert into dispatch.unit_status (id, unit_id, status, reason, at, entered_at)
			values (${set.id}, ${unit}, ${to}, ${set.reason ?? null}, ${set.at}, ${set.now})`,
	]
}

/** A unit about to be sent. */
export type SendableUnit = {
	readonly id: string
	readonly agency: string
	readonly lent: string | null
	readonly simulated: boolean
	readonly en: string
	readonly zh: string
	readonly status: UnitStatus
	readonly onShift: boolean
	readonly version: number
}
