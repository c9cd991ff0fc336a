import { performs } from '#kernel/act.ts'
import { giveOrder } from '../contract.ts'
import { bookSubject } from '../store/order-book.ts'
import { giveOrders } from '../store/order-born.ts'

/** K10 to K13. One sheet to one or several; each order is a matter of its own. */
export const performGiveOrder = performs(giveOrder, {
	load: async (_tx, input) => ({ subject: bookSubject(input.agency), row: null, version: null }),
	run: async (context, _row, input) => {
		const { agency, orders, ...sheet } = input
		const given = await giveOrders(context, { act: giveOrder.name, giver: agency, orders, sheet })
		return {
			output: { orders: [...given.outputs] },
			fact: { orders: given.facts },
			personal: { text: input.text, why: input.why },
			messages: given.messages,
			matter: orders[0]?.order ?? null,
		}
	},
})
