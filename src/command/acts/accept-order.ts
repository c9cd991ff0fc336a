import { performs } from '#kernel/act.ts'
import { acceptOrder } from '../contract.ts'
import { loadOrder, mustStand } from '../store/order.ts'
import { meetClock } from '../store/order-clocks.ts'
import { addDoer, moveOrder } from '../store/order-write.ts'

/** K14. */
export const performAcceptOrder = performs(acceptOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async (context, order) => {
		mustStand(order, ['given'], 'K14')
		await meetClock(context.tx, { order: order.id, now: context.now }, 'answer')
		await addDoer(context, order.id)
		const { over: _over, ...done } = await moveOrder(context, order, {
			act: acceptOrder.name,
			step: 'accept',
			change: { state: 'in_work' },
		})
		return done
	},
})
