import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import { incidentsFor } from './seen.ts'

/** More than this is never open at one desk at once; the list pages beyond it. */
const most = 1_000

export type OpenIncident = {
	readonly id: string
	readonly state: string
	readonly priority: number
	readonly station: string
	readonly dueAt: Date | null
}

/** Every incident the person may see that has not ended, most urgent first: by priority, then by what is due soonest. */
export async function openIncidents(tx: Tx, who: Who, now: Date): Promise<readonly OpenIncident[]> {
	const { rows } = await sql<{ id: string; state: string; priority: number; station: string; due_at: Date | null }>`
		select i.id, c.priority, i.agency_id as station,
			(select t.element from matters.token t where t.matter_id = i.id limit 1) as state,
			(select min(t.due_at) from matters.timer t where t.matter_id = i.id and t.met_at is null and t.dropped_at is null) as due_at
		from ${filteredRows(incidentsFor(who, now), 'i')}
		join dispatch.classification c on c.id = i.classification_id
		where not i.closed
		order by c.priority, due_at nulls last, i.received_at, i.id limit ${most}`.execute(tx)
	return rows.map((row) => ({
		id: row.id,
		state: row.state,
		priority: row.priority,
		station: row.station,
		dueAt: row.due_at,
	}))
}
