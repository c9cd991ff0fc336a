import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import { nextOf } from './ladder.ts'
import { needDeadline } from './row.ts'
import './tables.ts'

/**
 * C40. Lets the open deadlines of a matter pass to its new agency. What was reckoned stands; a duty the ladder had taken
 * higher stays there.
 */
export async function passDeadlines(
	tx: Tx,
	{ matter, from, to }: { readonly matter: string; readonly from: string; readonly to: string },
): Promise<void> {
	const { rows } = await sql<{ id: string }>`
		update deadlines.deadline set agency_id = ${to}, duty_id = case when duty_id = ${from} then ${to}::uuid else duty_id end,
			version = version + 1
		where matter_id = ${matter} and agency_id = ${from} and met_at is null and decided_at is null and dropped_at is null
		returning id`.execute(tx)
	for (const { id } of rows) {
		const row = await needDeadline(tx, id)
		await tx
			.updateTable('deadlines.deadline')
			.set({ next_at: nextOf(row)?.at ?? null })
			.where('id', '=', id)
			.execute()
	}
}
