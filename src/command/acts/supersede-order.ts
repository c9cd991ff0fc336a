import { performs } from '#kernel/act.ts'
import { supersedeOrder } from '../contract.ts'
import { loadOrder, needOrder } from '../store/order.ts'
import { takeBack } from '../store/order-back.ts'
import { giveOrders } from '../store/order-born.ts'
import { orderChanged, sidesOf, writeLine } from '../store/order-write.ts'

/** K28. Another takes its place: other words, or another recipient. It stays a part of what the first was a part of. */
export const performSupersedeOrder = performs(supersedeOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async (context, order, input) => {
		const { order: id, version: _version, orders, ...sheet } = input
		const { version, messages } = await takeBack(context, order, 'superseded')
		const above = order.parent === null ? null : await needOrder(context.tx, order.parent, 'read')
		const parent =
			above === null ? {} : { parent: { id: above.id, giver: above.giver, chain: above.chain, dueAt: above.dueAt } }
		const born = { act: supersedeOrder.name, giver: order.giver, orders, sheet, replaces: id, ...parent }
		const given = await giveOrders(context, born)
		await writeLine(context, { order: id, act: supersedeOrder.name, fact: { by: orders.map((each) => each.order) } })
		return {
			output: { order: id, version, orders: [...given.outputs] },
			fact: { ...sidesOf(order), state: 'superseded', orders: given.facts },
			personal: { text: input.text, why: input.why },
			messages: [...messages, orderChanged(id, 'superseded', version), ...given.messages],
			matter: id,
		}
	},
})
