import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import { findHead } from '#kernel/ledger/store.ts'
import { Refusal } from '#kernel/refusal.ts'
import { drawLot } from '../contract.ts'
import { lotSeconds, recheckSeconds } from '../rules/order-clock.ts'
import { drawStation } from '../rules/order-lot.ts'
import { loadOrderToAdd, mustStand, type OrderOf } from '../store/order.ts'
import { meetClock, startClock } from '../store/order-clocks.ts'
import { tellOrder } from '../store/order-process.ts'
import { lotCandidates } from '../store/order-sides.ts'
import { orderChanged, sidesOf, writeLine, writeState } from '../store/order-write.ts'

/** K26. The clock draws the station that looks again, by the newest checkpoint of the ledger. */
export const performDrawLot = performs(drawLot, {
	load: (tx, input) => loadOrderToAdd(tx, input.order),
	run: async (context, order, input) => {
		const { tx, now } = context
		mustStand(order, ['closed'], 'K26')
		mustBeTime(order, input.round, now)
		const { treeSize, root } = await needCheckpoint(context)
		const candidates = await lotCandidates(tx, order)
		const lot = { root, order: order.id, round: input.round, closing: order.closings, candidates }
		const station = drawStation(lot)
		if (station === null) throw nobody()
		await sql`insert into command.order_lot (order_id, round, closing, agency_id, tree_size, root, candidates, drawn_at)
			values (${order.id}, ${input.round}, ${order.closings}, ${station}, ${treeSize}, ${root},
				${JSON.stringify(candidates)}::text::jsonb, ${now})`.execute(tx)
		await sql`insert into command.order_party (order_id, agency_id, role) values (${order.id}, ${station}, 'lot')
			on conflict do nothing`.execute(tx)
		const set = { order: order.id, now }
		await meetClock(tx, set, input.round === 30 ? 'order_lot_30' : 'order_lot_90')
		await startClock(tx, set, 'recheck', recheckSeconds, 'K27')
		const { messages } = await tellOrder(context, order.id, 'lot_drawn')
		const version = await writeState(context, order, { state: 'recheck' })
		const fact = { round: input.round, station, treeSize, root, candidates }
		await writeLine(context, { order: order.id, act: drawLot.name, fact })
		return {
			output: {
				order: order.id,
				state: 'recheck' as const,
				version,
				station,
				treeSize,
				root,
				candidates: [...candidates],
			},
			fact: { ...sidesOf(order), ...fact },
			messages: [...messages, orderChanged(order.id, 'recheck', version)],
			matter: order.id,
		}
	},
})

function mustBeTime(order: OrderOf, round: 30 | 90, now: Date): void {
	const closed = order.closedAt?.getTime() ?? now.getTime()
	if (order.round === round && lotSeconds(now.getTime(), closed, round) === 0) return
	throw new Refusal(
		'not_now',
		{ en: 'The day of the lot has not come.', zh: '未到抽查日期。' },
		{ rule: 'K26', extra: { round: order.round } },
	)
}

async function needCheckpoint({ tx }: ActContext): Promise<{ treeSize: number; root: string }> {
	const head = await findHead(tx)
	if (head === null)
		throw new Refusal(
			'not_available',
			{ en: 'The ledger has no checkpoint to draw with yet.', zh: '存证账本尚无存证点，暂不能抽取。' },
			{ rule: 'K26' },
		)
	return { treeSize: head.size, root: Buffer.from(head.root).toString('hex') }
}

function nobody(): Refusal {
	return new Refusal(
		'not_available',
		{ en: 'There is no other station to draw.', zh: '没有其他派出所可供抽取。' },
		{ rule: 'K26' },
	)
}
