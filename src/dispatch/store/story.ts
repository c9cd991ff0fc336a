import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { AgencyRef } from '../contract.ts'
import { byJson, iso } from './shown.ts'

/** Lines of an incident and of its calls, newest first. `open`: with the words people wrote. */
export async function storyOf(tx: Tx, incident: string, limit: number, open: boolean) {
	const { rows } = await sql<{
		at: Date
		act: string
		text: string | null
		fact: Record<string, unknown>
		by: { post: string; agency: AgencyRef | null }
	}>`
		select s.at, s.act, s.text, s.fact, ${byJson('s')} as by from (
			select s.* from dispatch.story s where s.incident_id = ${incident}
			union
			select s.* from dispatch.call c join dispatch.story s on s.call_id = c.id where c.incident_id = ${incident}
		) s order by s.at desc, s.id desc limit ${limit}`.execute(tx)
	return rows.map((row) => ({
		at: iso(row.at),
		act: row.act,
		by: row.by,
		text: open ? row.text : null,
		fact: row.fact,
	}))
}
