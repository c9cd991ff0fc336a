import { sql } from 'kysely'
import type { z } from 'zod'
import { type ActContext, performs } from '#kernel/act.ts'
import { recheckOrder } from '../contract.ts'
import { lotSeconds, recheckSeconds } from '../rules/order-clock.ts'
import { loadOrder, mustStand, type OrderOf } from '../store/order.ts'
import { meetClock, startClock } from '../store/order-clocks.ts'
import { moveOrder } from '../store/order-write.ts'

type Found = z.output<(typeof recheckOrder)['input']>

/** K27. The station drawn says whether it still holds; what does not hold goes back to be done. */
export const performRecheckOrder = performs(recheckOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async (context, order, input) => {
		const { tx, now } = context
		mustStand(order, ['recheck'], 'K27')
		await meetClock(tx, { order: order.id, now }, 'recheck')
		await sql`update command.order_lot set result = ${input.result}, words = ${input.words}, done_at = ${now}
			where order_id = ${order.id} and closing = ${order.closings} and round = ${order.round}`.execute(tx)
		return input.result === 'holds' ? hold(context, order, input) : fall(context, order, input)
	},
})

async function hold(context: ActContext, order: OrderOf, input: Found) {
	const { tx, now } = context
	const again = order.round === 30
	const { over: _over, ...done } = await moveOrder(context, order, {
		act: recheckOrder.name,
		step: 'hold',
		data: { round: order.round ?? 90 },
		change: { state: 'closed', round: again ? 90 : null },
		text: input.words,
		fact: { result: 'holds', round: order.round },
	})
	const closed = order.closedAt?.getTime() ?? now.getTime()
	if (again)
		await startClock(tx, { order: order.id, now }, 'order_lot_90', lotSeconds(now.getTime(), closed, 90), 'K25')
	return { ...done, personal: { words: input.words } }
}

async function fall(context: ActContext, order: OrderOf, input: Found) {
	const { tx, now } = context
	const dueAt = new Date(now.getTime() + recheckSeconds * 1000)
	await sql`update command.order_item set returned_at = ${now} where order_id = ${order.id}`.execute(tx)
	await startClock(tx, { order: order.id, now }, 'done', recheckSeconds, 'K27')
	const { over: _over, ...done } = await moveOrder(context, order, {
		act: recheckOrder.name,
		step: 'fall',
		change: { state: 'in_work', dueAt, dueByDate: true, round: null },
		text: input.words,
		fact: { result: 'fallen', round: order.round, dueAt: dueAt.toISOString() },
	})
	return { ...done, personal: { words: input.words } }
}
