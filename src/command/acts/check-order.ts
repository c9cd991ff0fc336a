import { sql } from 'kysely'
import type { z } from 'zod'
import { type ActContext, performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { checkOrder } from '../contract.ts'
import { lotSeconds, returnedDue } from '../rules/order-clock.ts'
import { loadOrder, mustStand, type OrderOf } from '../store/order.ts'
import { meetClock, startClock } from '../store/order-clocks.ts'
import { lotCandidates } from '../store/order-sides.ts'
import { moveOrder } from '../store/order-write.ts'

type Checked = z.output<(typeof checkOrder)['input']>

/** K23 to K25. Passed closes it, returned names the items and sends it back. */
export const performCheckOrder = performs(checkOrder, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async (context, order, input) => {
		mustStand(order, ['to_check'], 'K23')
		await meetClock(context.tx, { order: order.id, now: context.now }, 'check')
		return input.result === 'passed' ? pass(context, order, input) : giveBack(context, order, input)
	},
})

/** K25. One that was not broken down is looked at again by lot, where there is another station to look. */
async function pass(context: ActContext, order: OrderOf, input: Checked) {
	const { tx, now } = context
	const lot = order.parts === 0 && (await lotCandidates(tx, order)).length > 0
	const { over: _over, ...done } = await moveOrder(context, order, {
		act: checkOrder.name,
		step: 'pass',
		data: { lot, round: 30 },
		change: { state: 'closed', closedAt: now, round: lot ? 30 : null },
		text: input.words,
		fact: { result: 'passed', lot },
	})
	if (lot)
		await startClock(tx, { order: order.id, now }, 'order_lot_30', lotSeconds(now.getTime(), now.getTime(), 30), 'K25')
	return { ...done, output: { ...done.output, dueAt: order.dueAt.toISOString() }, personal: { words: input.words } }
}

/** K24. */
async function giveBack(context: ActContext, order: OrderOf, input: Checked) {
	const { tx, now } = context
	const items = [...new Set(input.items ?? [])]
	const known = order.items.map((item) => item.n)
	if (items.length === 0 || items.some((n) => !known.includes(n)))
		throw new Refusal(
			'invalid',
			{ en: 'Name the items that are returned.', zh: '请指明退回哪几项。' },
			{ rule: 'K24', field: 'items' },
		)
	await sql`update command.order_item set returned_at = ${now} where order_id = ${order.id}
		and n in (${sql.join(items)})`.execute(tx)
	const dueAt = new Date(returnedDue(now.getTime(), order.dueAt.getTime()))
	await startClock(tx, { order: order.id, now }, 'done', (dueAt.getTime() - now.getTime()) / 1000, 'K24')
	const { over: _over, ...done } = await moveOrder(context, order, {
		act: checkOrder.name,
		step: 'return',
		change: { state: 'in_work', dueAt, dueByDate: true },
		text: input.words,
		fact: { result: 'returned', items, dueAt: dueAt.toISOString() },
	})
	return { ...done, output: { ...done.output, dueAt: dueAt.toISOString() }, personal: { words: input.words } }
}
