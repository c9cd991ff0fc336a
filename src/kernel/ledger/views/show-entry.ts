import { sql } from 'kysely'
import { shows } from '../../view.ts'
import { fromUtf8, hex } from '../bytes.ts'
import { entryShow } from '../contract.ts'
import { entrySubject, leafOf, lineOf, mustSeeEntry, needEntry } from '../entries.ts'
import type { OpeningRow } from '../verify.ts'

export const showEntry = shows(entryShow, {
	async subject(tx, { n }) {
		return entrySubject(await needEntry(tx, n))
	},
	async show({ tx, who, now }, { n }) {
		const entry = await needEntry(tx, n)
		mustSeeEntry(who, entry, now)
		const { rows } = await sql<OpeningRow>`
			select * from ledger.opening where leaf_hash = ${entry.leaf_hash} order by name nulls last, commitment`.execute(
			tx,
		)
		const { person, post } = leafOf(entry)
		return {
			output: {
				line: lineOf(entry),
				person,
				post,
				leaf: fromUtf8(entry.leaf),
				fields: rows.map((row) => ({
					commitment: hex(row.commitment),
					name: row.name,
					salt: row.salt === null ? null : hex(row.salt),
					value: row.value,
					erasedAt: row.erased_at?.toISOString() ?? null,
				})),
			},
			records: [{ type: 'LedgerEntry', id: String(n) }],
			matter: entry.matter,
		}
	},
})
