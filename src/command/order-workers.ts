import { sql } from 'kysely'
import { newId } from '#kernel/ids.ts'
import type { Worker } from '#kernel/jobs/api.ts'
import { timerBreached } from '#kernel/matters/contract.ts'
import { drawLot } from './contract.ts'

const told = ['confirm', 'answer', 'done', 'check', 'decide', 'recheck']

/** K25, K36. A clock of an order that passed: the lot is drawn, or a line in its story says that it is late. */
const hearClock: Worker = {
	queue: 'command-order-clock',
	topics: [timerBreached],
	run: async (event, tools) => {
		const { matter, kind, dueAt } = event.body
		if (typeof matter !== 'string' || typeof kind !== 'string' || typeof dueAt !== 'string') return
		if (kind === 'order_lot_30' || kind === 'order_lot_90') {
			await tools.perform(drawLot.name, { order: matter, round: kind === 'order_lot_30' ? 30 : 90 })
			return
		}
		if (!told.includes(kind)) return
		const fact = JSON.stringify({ clock: kind, dueAt })
		await tools.once(async (tx) => {
			await sql`insert into command.order_line (id, order_id, at, act, post_kind, fact)
				select ${newId()}, o.id, ${new Date(dueAt)}, 'matters.timer.breach', 'system', ${fact}::text::jsonb
				from command.issued_order o where o.id = ${matter}`.execute(tx)
		})
	},
}

export const orderWorkers: readonly Worker[] = [hearClock]
