import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'

/** The objection of a measure that waits for an answer; null when none does. Locked with its measure. */
export async function findOpenObjection(
	tx: Tx,
	measure: string,
): Promise<{ readonly id: string; readonly dueAt: Date } | null> {
	const { rows } = await sql<{ id: string; dueAt: Date }>`
		select id, due_at as "dueAt" from funds.objection where measure_id = ${measure} and answered_at is null`.execute(tx)
	return rows[0] ?? null
}

/** @throws Refusal `not_found` when it is not the open one of the measure */
export async function needOpenObjection(tx: Tx, measure: string, objection: string) {
	const open = await findOpenObjection(tx, measure)
	if (open?.id !== objection) throw notFound(`objection ${objection}`)
	return open
}
