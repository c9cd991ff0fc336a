import { sql } from 'kysely'
import type { ActContext } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { type Facts, facts, type IncidentType } from '../contract.ts'
import { downgradeResource } from '../resources.ts'
import { type IncidentOf, needIncident } from './incident.ts'
import type { Write } from './write.ts'

/** D226. The lesser classification `after` waits for somebody outside. */
export function askDowngrade({ who, now }: ActContext, id: string, incident: IncidentOf, after: string): Write {
	return sql`insert into dispatch.downgrade (id, incident_id, agency_id, desk_id, before_id, after_id, asked_by, at)
		values (${id}, ${incident.id}, ${incident.agency}, ${incident.desk}, ${incident.measured.id}, ${after},
			${who.person}, ${now})`
}

/** D226. Another classification came: what waited is decided by nobody. */
export async function dropDowngrade(tx: Tx, id: string, now: Date): Promise<void> {
	await sql`update dispatch.downgrade set ended = 'overtaken', ended_at = ${now}, version = version + 1 where id = ${id}`.execute(
		tx,
	)
}

export type DowngradeOf = {
	readonly id: string
	readonly agency: string
	readonly desk: string
	readonly asker: string
	readonly ended: string | null
	readonly version: number
	readonly before: {
		readonly id: string
		readonly type: IncidentType
		readonly priority: number
		readonly facts: Facts
	}
	readonly rule: unknown
	readonly incident: IncidentOf
}

type Row = {
	id: string
	incident_id: string
	agency_id: string
	desk_id: string
	asked_by: string
	ended: string | null
	version: number
	before_id: string
	type: IncidentType
	priority: number
	facts: unknown
	rule: unknown
}

/** The downgrade with its incident locked. @throws Refusal `not_found` */
export async function loadDowngrade(tx: Tx, id: string) {
	const found = await sql<{
		incident_id: string
	}>`select incident_id from dispatch.downgrade where id = ${id}`.execute(tx)
	const about = found.rows[0]?.incident_id
	if (about === undefined) throw notFound(`downgrade ${id}`)
	const incident = await needIncident(tx, about, 'lock')
	const { rows } =
		await sql<Row>`select g.id, g.incident_id, g.agency_id, g.desk_id, g.asked_by, g.ended, g.version, g.before_id,
		c.type, c.priority, c.facts, c.rule from dispatch.downgrade g join dispatch.classification c on c.id = g.before_id
		where g.id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`downgrade ${id}`)
	const downgrade: DowngradeOf = {
		id: row.id,
		agency: row.agency_id,
		desk: row.desk_id,
		asker: row.asked_by,
		ended: row.ended,
		version: row.version,
		before: { id: row.before_id, type: row.type, priority: row.priority, facts: facts.parse(row.facts) },
		rule: row.rule,
		incident,
	}
	return {
		subject: {
			resource: downgradeResource,
			id: row.id,
			attributes: { agency: row.agency_id, desk: row.desk_id, asker: row.asked_by },
		},
		row: downgrade,
		version: row.version,
	}
}
