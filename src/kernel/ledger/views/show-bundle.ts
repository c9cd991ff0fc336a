import { sql } from 'kysely'
import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import { base64, joined } from '../bytes.ts'
import { bundleShow } from '../contract.ts'
import { wholeLedger } from '../entries.ts'
import { TILE } from '../tree.ts'

/** L6. C2SP tlog-tiles entry bundle: each leaf behind its length in two bytes, big-endian. */
export const showBundle = shows(bundleShow, {
	async subject() {
		return wholeLedger
	},
	async show({ tx }, { index, width }) {
		const from = index * TILE
		const { rows } = await sql<{ leaf: Uint8Array }>`
			select leaf from ledger.entry where n between ${from} and ${from + width - 1} order by n`.execute(tx)
		if (rows.length !== width) throw notFound('no such bundle')
		const parts = rows.flatMap(({ leaf }) => [Uint8Array.of(leaf.length >> 8, leaf.length & 0xff), leaf])
		return {
			output: { base64: base64(joined(...parts)) },
			records: [{ type: 'LedgerBundle', id: `${index}.${width}` }],
		}
	},
})
