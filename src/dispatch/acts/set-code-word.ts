import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { setCodeWord } from '../contract.ts'
import { hashOf } from '../store/emergency.ts'
import { loadUnit } from '../store/unit.ts'

/** D122. */
export const performSetCodeWord = performs(setCodeWord, {
	load: async (tx, input) => ({ ...(await loadUnit(tx, input.unit)), version: null }),
	run: async ({ tx, who, now }, unit, input) => {
		if (input.codeWord.trim().length < 4)
			throw new Refusal(
				'invalid',
				{ en: 'A code word has four letters or more.', zh: '暗语至少四个字符。' },
				{ rule: 'D122', field: 'codeWord' },
			)
		const salt = randomBytes(16).toString('hex')
		const hash = (await hashOf(input.codeWord, Buffer.from(salt, 'hex'))).toString('hex')
		await sql`insert into dispatch.code_word (unit_id, person_id, salt, hash, set_at)
			values (${unit.id}, ${who.person}, decode(${salt}::text, 'hex'), decode(${hash}::text, 'hex'), ${now})
			on conflict (unit_id, person_id) do update set salt = excluded.salt, hash = excluded.hash, set_at = excluded.set_at`.execute(
			tx,
		)
		return { output: { unit: input.unit }, fact: { unit: unit.id, is: 'chosen' } }
	},
})
