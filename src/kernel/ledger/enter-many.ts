import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import { type EntryFacts, makeLeaf } from './leaf.ts'

/**
 * Enters many lines at once, in the order given: for what is written in bulk before anyone can act (the demo's past, an
 * import). Acts and looks enter theirs in the spine's tail statement instead.
 */
export async function enterMany(tx: Tx, entries: readonly EntryFacts[], now: Date): Promise<void> {
	if (entries.length === 0) return
	const made = entries.map((entry) => makeLeaf(entry))
	const hex = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
	const lines = made.map((one) => ({ leaf: hex(one.leaf), hash: hex(one.leafHash) }))
	const openings = made.flatMap((one) =>
		one.openings.map((opening) => ({
			commitment: hex(opening.commitment),
			hash: hex(one.leafHash),
			name: opening.name,
			salt: hex(opening.salt),
			value: opening.value,
		})),
	)
	await sql`insert into ledger.pending (leaf, leaf_hash, entered_at)
		select decode(r.leaf, 'hex'), decode(r.hash, 'hex'), ${now}
		from rows from (jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb) as (leaf text, hash text)) with ordinality as r (leaf, hash, n)
		order by r.n`.execute(tx)
	await sql`insert into ledger.opening (commitment, leaf_hash, name, salt, value)
		select decode(r.commitment, 'hex'), decode(r.hash, 'hex'), r.name, decode(r.salt, 'hex'), r.value
		from jsonb_to_recordset(${JSON.stringify(openings)}::text::jsonb)
			as r (commitment text, hash text, name text, salt text, value text)`.execute(tx)
}
