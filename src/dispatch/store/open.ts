import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { whereOf } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import { majorClocks } from '../rules/major.ts'
import { callsFor, incidentsFor } from './seen.ts'

/** More than this is never open at one desk at once; the list pages beyond it. */
const most = 1_000

export type OpenIncident = {
	readonly id: string
	readonly state: string
	readonly priority: number
	readonly station: string
	readonly verified: boolean
	readonly dueAt: Date | null
}

/** Calls on the queue that the person may see, oldest first. */
export async function openCalls(tx: Tx, who: Who, now: Date): Promise<readonly string[]> {
	const { rows } = await sql<{ id: string }>`
		with c as materialized (select o.* from dispatch.call o where not o.settled)
		select c.id from c where ${whereOf(callsFor(who, now), 'c')} order by c.rang_at, c.id limit ${most}`.execute(tx)
	return rows.map((row) => row.id)
}

/**
 * Every incident the person may see that has not ended, most urgent first: by priority, then by what is due soonest. What is
 * open is gathered first: it is little, however much has ended.
 */
export async function openIncidents(tx: Tx, who: Who, now: Date): Promise<readonly OpenIncident[]> {
	const { rows } = await sql<{
		id: string
		state: string
		priority: number
		station: string
		verified: boolean
		due_at: Date | null
	}>`
		with i as materialized (select o.* from dispatch.incident o where not o.closed)
		select i.id, c.priority, i.agency_id as station,
			(select t.element from matters.token t where t.matter_id = i.id limit 1) as state,
			(select p.verified from dispatch.place p where p.id = i.place_id) as verified,
			(select min(t.due_at) from matters.timer t where t.matter_id = i.id and t.met_at is null and t.dropped_at is null
				and t.kind not in (${sql.join([...majorClocks])})) as due_at
		from i join dispatch.classification c on c.id = i.classification_id
		where ${whereOf(incidentsFor(who, now), 'i')}
		order by c.priority, due_at nulls last, i.received_at, i.id limit ${most}`.execute(tx)
	return rows.map((row) => ({
		id: row.id,
		state: row.state,
		priority: row.priority,
		station: row.station,
		verified: row.verified,
		dueAt: row.due_at,
	}))
}
