import { type ActContext, performs } from '#kernel/act.ts'
import { decideOrder } from '../contract.ts'
import { restartedDue } from '../rules/order-clock.ts'
import { loadOrder, mustStand, type OrderOf } from '../store/order.ts'
import { dueAgain, meetClock, startDone } from '../store/order-clocks.ts'
import { type Change, moveOrder } from '../store/order-write.ts'

/** K18. Upheld: the order falls. Lifted: it stands, and its clock runs again for as long as it had left. */
export const performDecideOrder = performs(decideOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async (context, order, input) => {
		const { tx, now } = context
		mustStand(order, ['refused'], 'K18')
		await meetClock(tx, { order: order.id, now }, 'decide')
		const upheld = input.decision === 'upheld'
		const dueAt = upheld ? order.dueAt : await runAgain(context, order)
		const change: Change = upheld ? { state: 'upheld', stoppedAt: null } : { state: 'in_work', stoppedAt: null, dueAt }
		const { over: _over, ...done } = await moveOrder(context, order, {
			act: decideOrder.name,
			step: upheld ? 'uphold' : 'lift',
			change,
			text: input.reason,
			fact: { decision: input.decision, dueAt: dueAt.toISOString() },
		})
		return {
			...done,
			output: { ...done.output, dueAt: dueAt.toISOString() },
			personal: { reason: input.reason },
		}
	},
})

/** A date moves by as long as it stood; a regime counts anew from the decision. */
async function runAgain({ tx, now }: ActContext, order: OrderOf): Promise<Date> {
	const stopped = order.stoppedAt ?? now
	const at = new Date(restartedDue(order.dueAt.getTime(), stopped.getTime(), now.getTime()))
	return startDone(tx, { order: order.id, now }, dueAgain(order, at), 'K18')
}
