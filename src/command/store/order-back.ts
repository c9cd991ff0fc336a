import type { ActContext, Message } from '#kernel/act.ts'
import { mustStand, type OrderOf } from './order.ts'
import { stopClocks } from './order-clocks.ts'
import { tellOrder } from './order-process.ts'
import { writeState } from './order-write.ts'

/**
 * K17, K28. Takes an order back: not while its refusal waits to be decided, and not once it is closed. Its parts stay with
 * those who gave them.
 */
export async function takeBack(
	context: ActContext,
	order: OrderOf,
	state: 'withdrawn' | 'superseded',
): Promise<{ readonly version: number; readonly messages: readonly Message[] }> {
	mustStand(order, ['spoken', 'given', 'in_work', 'to_check'], 'K28')
	await stopClocks(context.tx, { order: order.id, now: context.now })
	const { messages } = await tellOrder(context, order.id, 'taken_back')
	return { version: await writeState(context, order, { state, ended: true }), messages }
}
