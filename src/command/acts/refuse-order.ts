import { performs } from '#kernel/act.ts'
import { refuseOrder } from '../contract.ts'
import { decideSeconds } from '../rules/order-clock.ts'
import { loadOrder, mustStand } from '../store/order.ts'
import { startClock, stopClocks } from '../store/order-clocks.ts'
import { meetClock } from '../store/order-clocks.ts'
import { moveOrder } from '../store/order-write.ts'

/** K16. The clock stops, the tier above the giver and integrity have it, and the giver cannot give it to another. */
export const performRefuseOrder = performs(refuseOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async (context, order, input) => {
		const { tx, now } = context
		mustStand(order, ['given'], 'K16')
		await meetClock(tx, { order: order.id, now }, 'answer')
		await stopClocks(tx, { order: order.id, now })
		const decideBy = await startClock(tx, { order: order.id, now }, 'decide', decideSeconds, 'K18')
		const fact = { rule: input.rule, decidedBy: order.up, decideBy: decideBy.toISOString() }
		const { over: _over, ...done } = await moveOrder(context, order, {
			act: refuseOrder.name,
			step: 'refuse',
			change: { state: 'refused', refused: true, stoppedAt: now, dueAt: order.dueAt },
			text: input.reason,
			fact,
		})
		return { ...done, output: { ...done.output, decidedBy: order.up }, personal: { reason: input.reason } }
	},
})
