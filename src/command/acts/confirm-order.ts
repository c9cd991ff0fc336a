import { performs } from '#kernel/act.ts'
import { confirmOrder } from '../contract.ts'
import { loadOrder, mustStand } from '../store/order.ts'
import { startAnswer } from '../store/order-born.ts'
import { meetClock } from '../store/order-clocks.ts'
import { moveOrder } from '../store/order-write.ts'

/** K30. The other side says that it was spoken so: now it waits for its answer. */
export const performConfirmOrder = performs(confirmOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async (context, order) => {
		mustStand(order, ['spoken'], 'K30')
		const { over: _over, ...done } = await moveOrder(context, order, {
			act: confirmOrder.name,
			step: 'confirm',
			change: { state: 'given' },
		})
		await meetClock(context.tx, { order: order.id, now: context.now }, 'confirm')
		const answerBy = await startAnswer(context, order.id, order.dueAt)
		return { ...done, output: { ...done.output, answerBy: answerBy.toISOString() } }
	},
})
