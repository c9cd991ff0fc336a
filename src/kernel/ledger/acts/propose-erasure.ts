import { sql } from 'kysely'
import { performs } from '../../act.ts'
import { newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { erasurePropose } from '../contract.ts'
import { type EntryOf, entrySubject, needEntry } from '../entries.ts'
import { holdOn } from '../holds.ts'
import { WHAT } from '../leaf.ts'
import type { Tx } from '../../db/schema.ts'

/** L11. First half of an erasure: says which fields of which entry, and on what ground. Nothing is erased yet. */
export const proposeErasure = performs(erasurePropose, {
	async load(tx, { n }) {
		const entry = await needEntry(tx, n)
		return { subject: entrySubject(entry), row: entry, version: null }
	},
	async run({ tx, who, now }, entry, input) {
		const held = await holdOn(tx, { matter: entry.matter, n: entry.n })
		if (held !== null) throw heldBack(held)
		const commitments = await commitmentsOf(tx, entry, input.fields)
		const id = newId<'erasure'>(now.getTime())
		await sql`insert into ledger.erasure
			(id, n, commitments, ground, agency, proposed_by, proposed_agency, proposed_at)
			values (${id}, ${entry.n}, array(select decode(c, 'hex') from unnest(${commitments}::text[]) c), ${input.ground},
				${entry.agency ?? who.agency}, ${who.person}, ${who.agency}, ${now})`.execute(tx)
		return {
			output: { erasure: id, version: 1 },
			fact: { erasure: id, n: entry.n, fields: commitments.length, ground: input.ground },
			messages: [
				{ topic: 'ledger.erasure.changed', resource: { type: 'Erasure', id }, body: { n: entry.n, state: 'proposed' } },
			],
			matter: entry.matter,
		}
	},
})

/** Commitments (hex) of the named fields, or of all, that are not erased yet. */
async function commitmentsOf(tx: Tx, entry: EntryOf, names: readonly string[] | undefined): Promise<string[]> {
	const { rows } = await sql<{ name: string; commitment: string }>`
		select name, encode(commitment, 'hex') as commitment from ledger.opening
		where leaf_hash = ${entry.leaf_hash} and name <> ${WHAT} and erased_at is null`.execute(tx)
	const chosen = names === undefined ? rows : rows.filter((row) => names.includes(row.name))
	const missing = names?.find((name) => !rows.some((row) => row.name === name))
	if (missing !== undefined || chosen.length === 0) {
		throw new Refusal(
			'invalid',
			{
				en: 'That entry has no such personal field, or it is already erased.',
				zh: '该记录没有此项个人信息，或已删除。',
			},
			{ rule: 'L11', field: 'fields' },
		)
	}
	return chosen.map((row) => row.commitment)
}

export function heldBack(held: { readonly en: string; readonly zh: string }): Refusal {
	return new Refusal(
		'wrong_state',
		{ en: `Not while this is open: ${held.en}`, zh: `以下事项尚未办结，不得删除：${held.zh}` },
		{ rule: 'L11' },
	)
}
