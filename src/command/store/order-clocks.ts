import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { dropDeadline, meetDeadline, setDeadline } from '#kernel/deadlines/keep.ts'
import { meetTimer, setTimer } from '#kernel/matters/api.ts'
import type { OrderOf } from './order.ts'

/** The clocks of an order: targets of its matter, and the deadline of a regime where one was named. */

export type OrderClock =
	| 'confirm'
	| 'answer'
	| 'done'
	| 'check'
	| 'decide'
	| 'recheck'
	| 'order_lot_30'
	| 'order_lot_90'

/** Kind under which a regime's deadline stands. */
const doneKind = 'order_done'

type Set = { readonly order: string; readonly now: Date }

/** Starts a clock of so many seconds. @returns when it is due */
export async function startClock(
	tx: Tx,
	{ order, now }: Set,
	kind: OrderClock,
	seconds: number,
	rule: string,
): Promise<Date> {
	const { dueAt } = await setTimer(tx, {
		matter: order,
		kind,
		targetSeconds: Math.max(0, Math.round(seconds)),
		rule,
		now,
	})
	return dueAt
}

/** K11. Starts the clock by which the order is to be done. @throws Refusal of `setDeadline` */
export async function startDone(
	tx: Tx,
	{ order, now }: Set,
	due: { readonly at: Date } | { readonly regime: string; readonly to: string },
	rule: string,
): Promise<Date> {
	if ('at' in due) {
		await startClock(tx, { order, now }, 'done', (due.at.getTime() - now.getTime()) / 1000, rule)
		return due.at
	}
	const set = { matter: order, regime: due.regime, kind: doneKind, from: now, now, agency: due.to }
	return (await setDeadline(tx, set)).dueAt
}

/** Meets the clock of a kind: what it waited for was done. */
export async function meetClock(tx: Tx, { order, now }: Set, kind: OrderClock): Promise<void> {
	if (kind === 'done') await meetDeadline(tx, { matter: order, kind: doneKind, now })
	await meetTimer(tx, { matter: order, kind, now })
}

/** K16, K28. Stops every clock of the order: it means nothing any more, or not now. */
export async function stopClocks(tx: Tx, { order, now }: Set): Promise<void> {
	await dropDeadline(tx, { matter: order, kind: doneKind, now })
	await sql`update matters.timer set dropped_at = ${now} where matter_id = ${order} and met_at is null and dropped_at is null`.execute(
		tx,
	)
}

/** What the order is due by, for `startDone` after its clock stood or was met. */
export function dueAgain(
	order: OrderOf,
	at: Date,
): { readonly at: Date } | { readonly regime: string; readonly to: string } {
	return order.regime === null ? { at } : { regime: order.regime, to: order.to }
}
