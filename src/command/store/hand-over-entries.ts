import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { handOverChanged } from '../contract/hand-over.ts'

/** The line of an act of a hand-over: its hash, and its number once it has one. */
export type EntryOf = { readonly hash: string; readonly n: number | null }

/**
 * K47. The newest line in which a hand-over came to stand in `state`: numbered, or still waiting for its number. Found by the
 * message that left with it.
 */
export async function entryOf(
	tx: Tx,
	of: { readonly handOver: string; readonly matter: string; readonly state: string },
): Promise<EntryOf | null> {
	const said = sql`o.topic = ${handOverChanged} and o.resource_id = ${of.handOver} and o.body::jsonb ->> 'state' = ${of.state}`
	const { rows } = await sql<{ hash: string; n: number | null }>`
		select encode(e.leaf_hash, 'hex') as hash, e.n from ledger.entry e join kernel.outbox o on o.pending_id = e.pending_id
			where e.matter = ${of.matter} and ${said}
		union all
		select encode(p.leaf_hash, 'hex'), null from ledger.pending p join kernel.outbox o on o.pending_id = p.id where ${said}
		limit 1`.execute(tx)
	const row = rows[0]
	return row === undefined ? null : { hash: row.hash, n: row.n === null ? null : Number(row.n) }
}
