import { sql } from 'kysely'
import type { Tier } from '../contract/scalars.ts'
import type { Tx } from '../db/schema.ts'
import type { DeadlineOf } from './row.ts'
import './tables.ts'

/** Writes where the duty went and gives the rung's number. The deadline is locked. */
export async function addRung(
	tx: Tx,
	row: DeadlineOf,
	to: { readonly why: 'escalated' | 'reassigned'; readonly tier: Tier; readonly agency: string; readonly now: Date },
): Promise<number> {
	const { rows } = await sql<{ n: number }>`insert into deadlines.rung (deadline_id, n, why, tier, agency_id, at)
		select ${row.id}, coalesce(max(n), 0) + 1, ${to.why}, ${to.tier}, ${to.agency}, ${to.now}
		from deadlines.rung where deadline_id = ${row.id} returning n`.execute(tx)
	return rows[0]?.n ?? 0
}
