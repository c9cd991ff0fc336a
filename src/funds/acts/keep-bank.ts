import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { keepBank } from '../contract.ts'
import { plainName } from '../store/bank.ts'
import { deskSubject } from '../store/desk.ts'
import { mustFit } from './change-bank.ts'

/** F130. */
export const performKeepBank = performs(keepBank, {
	load: async (_tx, _input, who) => ({ subject: deskSubject(who.bureau), row: null, version: null }),
	run: async ({ tx, now, who }, _row, input) => {
		mustFit(input)
		const bank = newId<'bank'>(now.getTime())
		const { rows } = await sql<{
			id: string
		}>`insert into funds.bank (id, agency_id, code, name_en, name_zh, names, kind,
				order_way, columns, can_hold_amount, province, bic, stop_line)
			values (${bank}, ${who.bureau}, ${input.code}, ${input.en}, ${input.zh}, ${input.names.map(plainName)}::text[],
				${input.kind}, ${input.way}, ${input.columns}::text[], ${input.holdsAmount}, ${input.province}, ${input.bic},
				${input.stopLine}) on conflict (code) do nothing returning id`.execute(tx)
		if (rows.length === 0)
			throw new Refusal(
				'already',
				{ en: 'A bank is kept under this code.', zh: '该代码已登记银行。' },
				{ rule: 'F130', field: 'code' },
			)
		return { output: { bank, version: 1 }, fact: { bank, code: input.code, way: input.way } }
	},
})
