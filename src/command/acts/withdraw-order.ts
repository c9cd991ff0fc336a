import { performs } from '#kernel/act.ts'
import { withdrawOrder } from '../contract.ts'
import { loadOrder } from '../store/order.ts'
import { takeBack } from '../store/order-back.ts'
import { orderChanged, sidesOf, writeLine } from '../store/order-write.ts'

/** K28. */
export const performWithdrawOrder = performs(withdrawOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async (context, order, input) => {
		const { version, messages } = await takeBack(context, order, 'withdrawn')
		await writeLine(context, { order: order.id, act: withdrawOrder.name, text: input.reason })
		return {
			output: { order: order.id, state: 'withdrawn' as const, version },
			fact: { ...sidesOf(order), state: 'withdrawn', openParts: order.openParts },
			personal: { reason: input.reason },
			messages: [...messages, orderChanged(order.id, 'withdrawn', version)],
			matter: order.id,
		}
	},
})
