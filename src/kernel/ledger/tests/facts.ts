import { sql } from 'kysely'
import type { Db, Tx } from '#kernel/db/schema.ts'
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

/** Enters lines as the kernel's tail statement does. */
export async function enter(tx: Db | Tx, entries: readonly EntryFacts[]): Promise<MadeLeaf[]> {
	const made = entries.map(makeLeaf)
	for (const { leaf, leafHash, openings } of made) {
		await sql`insert into ledger.pending (leaf, leaf_hash) values (${leaf}, ${leafHash})`.execute(tx)
		for (const o of openings) {
			await sql`insert into ledger.opening (commitment, leaf_hash, name, salt, value)
				values (${o.commitment}, ${leafHash}, ${o.name}, ${o.salt}, ${o.value})`.execute(tx)
		}
	}
	return made
}
