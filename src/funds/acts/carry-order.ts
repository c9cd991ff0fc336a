import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { carryOrder, orderChanged } from '../contract.ts'
import { loadOrder, type OrderOf } from '../store/order.ts'

/** Clocks of two systems differ by as much without anybody being wrong. */
const slackMs = 5_000

/** F137. Said again it stays as it was said first. */
export const performCarryOrder = performs(carryOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async ({ tx, now }, row, input) => {
		const at = input.at === undefined ? now : new Date(input.at)
		mustFollow(row, at, now)
		const takenAt = row.takenAt ?? at
		if (row.takenAt === null) await sql`update funds.bank_order set taken_at = ${at} where id = ${row.id}`.execute(tx)
		return {
			output: { order: row.id, takenAt: takenAt.toISOString() },
			fact: { order: row.id, number: row.number, takenAt: takenAt.toISOString() },
			messages: [{ topic: orderChanged, resource: { type: 'FundsOrder', id: row.id }, body: { taken: true } }],
			matter: row.measure,
		}
	},
})

/** F149. What a bank did with an order lies between its writing and now. @throws Refusal `invalid` */
export function mustFollow(row: Pick<OrderOf, 'writtenAt'>, at: Date, now: Date): void {
	if (at.getTime() <= now.getTime() + slackMs && at.getTime() >= row.writtenAt.getTime() - slackMs) return
	throw new Refusal(
		'invalid',
		{
			en: 'The time lies in the future, or before the order was written. Check the bank’s clock.',
			zh: '时间在未来，或早于指令拟制时间，请核对银行时钟。',
		},
		{ rule: 'F149', field: 'at' },
	)
}
