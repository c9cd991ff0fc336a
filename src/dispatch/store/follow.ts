import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'

/** What a code leads to: an incident, or a call that was handed to another service. */
export type Followed = {
	readonly kind: 'incident' | 'call'
	readonly id: string
	readonly desk: string
	readonly state: string
	readonly version: number
}

/** D33, D253. A wrong code, one of a drill and none are the same answer. @throws Refusal `not_found` */
export async function needFollowed(tx: Tx, code: string): Promise<Followed> {
	const { rows } = await sql<Followed>`
		select 'incident' as kind, i.id, i.desk_id as desk, i.version,
			(select t.element from matters.token t where t.matter_id = i.id limit 1) as state
		from dispatch.incident i where i.follow_code = ${code} and identity.drill_of(i.desk_id) is null
		union all
		select 'call', c.id, c.agency_id, c.version,
			(select t.element from matters.token t where t.matter_id = c.id limit 1)
		from dispatch.call c where c.follow_code = ${code} and identity.drill_of(c.agency_id) is null limit 1`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound()
	return row
}
