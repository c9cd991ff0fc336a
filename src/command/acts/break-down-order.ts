import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { breakDownOrder } from '../contract.ts'
import { loadOrder, mustStand } from '../store/order.ts'
import { giveOrders } from '../store/order-born.ts'
import { orderChanged, sidesOf, writeLine } from '../store/order-write.ts'

/** K19. Whoever accepted it gives parts of it to those below: each an order of its own, its giver the one it was given to. */
export const performBreakDownOrder = performs(breakDownOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async (context, order, input) => {
		mustStand(order, ['in_work'], 'K19')
		const { order: id, version: _version, orders, ...sheet } = input
		const parent = { id, giver: order.giver, chain: order.chain, dueAt: order.dueAt }
		const given = await giveOrders(context, { act: breakDownOrder.name, giver: order.to, orders, sheet, parent })
		await sql`update command.issued_order set version = version + 1 where id = ${id}`.execute(context.tx)
		const fact = { parts: orders.map((each) => each.order) }
		await writeLine(context, { order: id, act: breakDownOrder.name, fact })
		const version = order.version + 1
		return {
			output: { order: id, version, orders: [...given.outputs] },
			fact: { ...sidesOf(order), orders: given.facts },
			personal: { text: input.text, why: input.why },
			messages: [orderChanged(id, order.state, version), ...given.messages],
			matter: id,
		}
	},
})
