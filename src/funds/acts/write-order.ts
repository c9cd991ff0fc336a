import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { notFound } from '#kernel/refusal.ts'
import { orderChanged, writeOrder } from '../contract.ts'
import { deskSubject } from '../store/desk.ts'
import { writeOrderOf } from '../store/order.ts'

/** F132. The hash is in the ledger's line, so that nobody can say later that another order was given. */
export const performWriteOrder = performs(writeOrder, {
	load: async (tx, input) => {
		const { rows } = await sql<{ agency: string }>`select agency_id as agency from funds.measure
			where id = ${input.measure}`.execute(tx)
		const row = rows[0]
		if (row === undefined) throw notFound(`measure ${input.measure}`)
		return { subject: deskSubject(row.agency), row, version: null }
	},
	run: async ({ tx, now }, _row, input) => {
		const { bank, ...output } = await writeOrderOf(tx, input.measure, now)
		const { order, number, is, sha256, already } = output
		return {
			output,
			fact: { order, number, is, bank, sha256, already },
			messages: already
				? []
				: [{ topic: orderChanged, resource: { type: 'FundsOrder', id: order }, body: { is, measure: input.measure } }],
			matter: input.measure,
		}
	},
})
