import { sql } from 'kysely'
import type { z } from 'zod'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { changeBank } from '../contract.ts'
import { loadBank, plainName } from '../store/bank.ts'

/** F131. */
export const performChangeBank = performs(changeBank, {
	load: (tx, input) => loadBank(tx, input.bank),
	run: async ({ tx }, row, input) => {
		mustFit(input)
		await sql`update funds.bank set name_en = ${input.en}, name_zh = ${input.zh}, names = ${input.names.map(plainName)}::text[],
				kind = ${input.kind}, order_way = ${input.way}, columns = ${input.columns}::text[],
				can_hold_amount = ${input.holdsAmount}, province = ${input.province}, bic = ${input.bic},
				stop_line = ${input.stopLine}, version = version + 1 where id = ${row.id}`.execute(tx)
		return {
			output: { bank: row.id, version: row.version + 1 },
			fact: { bank: row.id, code: row.code, way: input.way },
		}
	},
})

/** F134, F135. A way of orders has what it needs. @throws Refusal `invalid` */
export function mustFit({
	way,
	columns,
	bic,
}: Pick<z.output<typeof changeBank.input>, 'way' | 'columns' | 'bic'>): void {
	if (way === 'csv' && !columns.includes('order'))
		throw new Refusal(
			'invalid',
			{ en: 'A file has a column with the number of the order.', zh: '文件须有指令编号一列。' },
			{ rule: 'F134', field: 'columns' },
		)
	if (way === 'camt056' && bic === null)
		throw new Refusal(
			'invalid',
			{ en: 'A bank that takes camt.056 has a BIC.', zh: '接收 camt.056 的银行须有 BIC。' },
			{ rule: 'F135', field: 'bic' },
		)
}
