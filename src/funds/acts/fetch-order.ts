import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { notFound } from '#kernel/refusal.ts'
import { fetchOrder, orderChanged } from '../contract.ts'
import { loadBank } from '../store/bank.ts'
import { loadOrder } from '../store/order.ts'

/** F150. Fetched again it stays taken when it was first. */
export const performFetchOrder = performs(fetchOrder, {
	load: async (tx, input) => ({ ...(await loadBank(tx, input.bank)), version: null }),
	run: async ({ tx, now }, bank, input) => {
		const { row } = await loadOrder(tx, input.order)
		if (row.bank !== bank.id) throw notFound('an order to another bank')
		const takenAt = row.takenAt ?? now
		if (row.takenAt === null) await sql`update funds.bank_order set taken_at = ${now} where id = ${row.id}`.execute(tx)
		return {
			output: { order: row.id, takenAt: takenAt.toISOString() },
			fact: { order: row.id, number: row.number, bank: bank.code, takenAt: takenAt.toISOString() },
			messages: [{ topic: orderChanged, resource: { type: 'FundsOrder', id: row.id }, body: { taken: true } }],
			matter: row.measure,
		}
	},
})
