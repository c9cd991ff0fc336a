import { performs } from '#kernel/act.ts'
import { disputeOrder } from '../contract.ts'
import { loadOrder, mustStand } from '../store/order.ts'
import { stopClocks } from '../store/order-clocks.ts'
import { moveOrder } from '../store/order-write.ts'

/** K30. What one side says was not spoken so binds nobody; both accounts stay on the record. */
export const performDisputeOrder = performs(disputeOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async (context, order, input) => {
		mustStand(order, ['spoken'], 'K30')
		await stopClocks(context.tx, { order: order.id, now: context.now })
		const { over: _over, ...done } = await moveOrder(context, order, {
			act: disputeOrder.name,
			step: 'dispute',
			change: { state: 'disputed' },
			text: input.reason,
		})
		return { ...done, personal: { reason: input.reason } }
	},
})
