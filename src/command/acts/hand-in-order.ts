import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { handInOrder } from '../contract.ts'
import { checkSeconds } from '../rules/order-clock.ts'
import { loadOrder, mustStand, type OrderOf } from '../store/order.ts'
import { meetClock, startClock } from '../store/order-clocks.ts'
import { addDoer, moveOrder } from '../store/order-write.ts'

/** K20, K22. Done when every item has its evidence and no part is open. */
export const performHandInOrder = performs(handInOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async (context, order, input) => {
		const { tx, now } = context
		mustStand(order, ['in_work'], 'K22')
		mustBeShown(order)
		const set = { order: order.id, now }
		await meetClock(tx, set, 'done')
		await startClock(tx, set, 'check', checkSeconds, 'K23')
		await addDoer(context, order.id)
		const { over: _over, ...done } = await moveOrder(context, order, {
			act: handInOrder.name,
			step: 'hand_in',
			change: { state: 'to_check' },
			text: input.words,
			fact: { late: now > order.dueAt },
		})
		return { ...done, ...(input.words === undefined ? {} : { personal: { words: input.words } }) }
	},
})

function mustBeShown(order: OrderOf): void {
	const missing = order.items.filter((item) => !item.done).map((item) => item.n)
	if (missing.length > 0)
		throw new Refusal(
			'wrong_state',
			{ en: `Without evidence: item ${missing.join(', ')}.`, zh: `缺少凭证：第 ${missing.join('、')} 项。` },
			{ rule: 'K22', extra: { items: missing } },
		)
	if (order.openParts > 0)
		throw new Refusal(
			'wrong_state',
			{ en: `${order.openParts} of its parts are still open.`, zh: `还有 ${order.openParts} 条分解命令未办结。` },
			{ rule: 'K20', extra: { open: order.openParts } },
		)
}
