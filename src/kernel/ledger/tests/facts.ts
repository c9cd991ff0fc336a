import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/db/schema.ts'
import type { Store } from '#kernel/db/store.ts'
import { hex } from '../bytes.ts'
import { type EntryFacts, type MadeLeaf, makeLeaf } from '../leaf.ts'

export const XIGANG = '0192f000-0000-7000-8000-000000000001'
export const PERSON = '0192f000-0000-7000-8000-000000000002'
export const POST = '0192f000-0000-7000-8000-000000000003'
export const MATTER = '0192f000-0000-7000-8000-000000000004'

/** A plausible entry; `more` says what matters to the test. */
export function facts(more: Partial<EntryFacts> = {}): EntryFacts {
	return {
		at: new Date('2026-11-24T08:00:00.000Z'),
		kind: 'act',
		name: 'dispatch.unit.assign',
		person: PERSON,
		post: POST,
		agency: XIGANG,
		outcome: 'done',
		rules: ['D8'],
		matter: MATTER,
		subject: { type: 'Incident', id: MATTER },
		fact: { unit: 'Q12', seconds: 140 },
		personal: { caller: '李梅' },
		...more,
	}
}

/** Enters lines as the kernel's tail statement does, all in one statement. */
export async function enter(tx: Db | Tx, entries: readonly EntryFacts[]): Promise<MadeLeaf[]> {
	const made = entries.map(makeLeaf)
	const openings = made.flatMap((m) => m.openings.map((o) => ({ ...o, leafHash: m.leafHash })))
	await sql`with entered as (
			insert into ledger.pending (leaf, leaf_hash)
			select decode(l, 'hex'), decode(h, 'hex')
			from unnest(${made.map((m) => hex(m.leaf))}::text[], ${made.map((m) => hex(m.leafHash))}::text[]) with ordinality t (l, h, i)
			order by i
		)
		insert into ledger.opening (commitment, leaf_hash, name, salt, value)
		select decode(c, 'hex'), decode(h, 'hex'), n, decode(s, 'hex'), v
		from unnest(${openings.map((o) => hex(o.commitment))}::text[], ${openings.map((o) => hex(o.leafHash))}::text[],
			${openings.map((o) => o.name)}::text[], ${openings.map((o) => hex(o.salt))}::text[], ${openings.map((o) => o.value)}::text[])
			as t (c, h, n, s, v)`.execute(tx)
	return made
}

/** Someone with the machine, its database and its key cuts the ledger off after `size` entries; 0 empties it. */
export async function cutTo(store: Store, size: number): Promise<void> {
	const tables = ['entry', 'tile', 'head', 'checkpoint', 'cosignature', 'opening', 'pending'] as const
	await store.transact('owner', async (tx) => {
		for (const table of tables) await sql`alter table ${sql.table(`ledger.${table}`)} disable trigger user`.execute(tx)
		await sql`delete from ledger.cosignature where size > ${size}`.execute(tx)
		await sql`delete from ledger.checkpoint where size > ${size}`.execute(tx)
		await sql`delete from ledger.head where size > ${size}`.execute(tx)
		await sql`delete from ledger.tile where (index + 1) * power(256, level + 1) > ${size}`.execute(tx)
		await sql`delete from ledger.opening where leaf_hash in (select leaf_hash from ledger.entry where n >= ${size})`.execute(
			tx,
		)
		await sql`delete from ledger.entry where n >= ${size}`.execute(tx)
		if (size === 0) {
			await sql`delete from ledger.opening`.execute(tx)
			await sql`delete from ledger.pending`.execute(tx)
			await sql`delete from ledger.witness`.execute(tx)
		}
		for (const table of tables) await sql`alter table ${sql.table(`ledger.${table}`)} enable trigger user`.execute(tx)
	})
}
