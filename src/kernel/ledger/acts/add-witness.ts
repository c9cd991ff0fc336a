import { sql } from 'kysely'
import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { witnessAdd } from '../contract.ts'
import { wholeLedger } from '../entries.ts'
import { readVkey, WITNESS_KEY } from '../note.ts'

/** L10. From now on cosignatures by this key are kept and shown. */
export const addWitness = performs(witnessAdd, {
	async load() {
		return { subject: wholeLedger, row: null, version: null }
	},
	async run({ tx, now }, _row, { key, url }) {
		const read = readVkey(key)
		if (read === null || read.type !== WITNESS_KEY) {
			throw new Refusal(
				'invalid',
				{
					en: 'That is not the key of a witness. Copy the line "seawall ledger witness" printed.',
					zh: '这不是见证方密钥，请复制见证程序输出的那一行。',
				},
				{ rule: 'L10', field: 'key' },
			)
		}
		const { rows } = await sql`insert into ledger.witness (vkey, name, added_at, url)
			values (${key}, ${read.name}, ${now}, ${url?.replace(/\/+$/, '') ?? null})
			on conflict do nothing returning 1 as one`.execute(tx)
		if (rows.length === 0) {
			throw new Refusal(
				'already',
				{ en: 'That witness is known.', zh: '该见证方已登记。' },
				{ rule: 'L10', field: 'key' },
			)
		}
		return { output: { name: read.name }, fact: { witness: read.name, key } }
	},
})
