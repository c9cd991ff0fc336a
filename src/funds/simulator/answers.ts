import { createHash } from 'node:crypto'
import { seeded } from '#kernel/seeded.ts'
import type { MatchField, OrderDocument, ToldAnswer } from '../contract.ts'
import { balanceAt, type WorldAccount, worldAccounts, worldTransfers } from './world.ts'

/**
 * F151. What a bank of the demo answers to an order, and how badly it sends it: late, twice, or in the wrong order. The same seed
 * and order give the same messages on every machine and after every restart. Pure.
 */

/** One message, and how long after the order was fetched it is sent. */
export type Sent = { readonly afterMs: number; readonly told: ToldAnswer }

/** What the bank says in the end, whatever else is sent around it. */
export function verdictOf(order: OrderDocument): Pick<ToldAnswer, 'is' | 'field' | 'amount' | 'reason'> {
	if (order.is === 'release') return { is: 'released' }
	const account = worldAccounts.find((one) => one.number === order.account.number)
	if (account === undefined || account.bank?.toLowerCase() !== order.bank.code.toLowerCase())
		return { is: 'mismatch', field: 'number' }
	const field = mismatchOf(order, account)
	if (field !== null) return { is: 'mismatch', field }
	const stands = balanceAt(account.tail, minutesOf(order, account))
	if (stands === 0) return { is: 'refused', reason: 'AM04: nothing stands on the account' }
	// One that cannot hold an amount holds all that stands there.
	const minor = account.bank === 'PAYA' ? stands : Math.min(stands, order.amount.minor)
	return { is: 'held', amount: { minor, currency: order.amount.currency } }
}

function mismatchOf({ account: named, matched }: OrderDocument, account: WorldAccount): MatchField | null {
	if (named.holder !== account.holder) return 'holder'
	const into = worldTransfers.filter((one) => one.to === account.tail)
	return matched !== null && into.some((one) => one.minor === matched.minor) ? null : 'amount'
}

/** Where the night stands when the order is written: told by the payment it matches on. */
function minutesOf(order: OrderDocument, account: WorldAccount): number {
	const { matched } = order
	const paid = worldTransfers.find((one) => one.to === account.tail && one.minor === matched?.minor)
	if (matched === null || paid === undefined) return Number.POSITIVE_INFINITY
	return paid.minutes + Math.max(0, Date.parse(order.at) - Date.parse(matched.at)) / 60_000
}

/** Every message about one order, by the moment it is sent. */
export function answersTo(order: OrderDocument, seed: number): readonly Sent[] {
	const random = seeded(seed ^ createHash('sha256').update(order.order).digest().readUInt32BE())
	const verdict = verdictOf(order)
	const told = (n: number, answer: Pick<ToldAnswer, 'is' | 'field' | 'amount' | 'reason'>): ToldAnswer => ({
		message: `${order.bank.code}-${order.order}-${n}`,
		n: 0,
		...answer,
		// By the bank's clock, from the order's own: not from when it happens to be sent.
		at: new Date(Date.parse(order.at) + n * 200).toISOString(),
		order: order.order,
	})
	const late = 1_500 + Math.floor(random() * 8_000)
	const last = told(3, verdict)
	const sent: Sent[] = [{ afterMs: late, told: last }]
	// First it looks; the message may be overtaken by its own last word.
	if (random() < 0.6) sent.push({ afterMs: random() < 0.5 ? 300 : late + 2_000, told: told(1, { is: 'pending' }) })
	// Then it holds a part, or says the wrong thing and corrects itself.
	if (verdict.is === 'held' && verdict.amount !== undefined && random() < 0.5) {
		const part = { minor: Math.floor(verdict.amount.minor / 2), currency: verdict.amount.currency }
		sent.push({ afterMs: random() < 0.5 ? 800 : late + 3_000, told: told(2, { is: 'held', amount: part }) })
	}
	for (const one of [...sent]) if (random() < 0.4) sent.push({ ...one, afterMs: one.afterMs + 500 })
	return sent.toSorted((a, b) => a.afterMs - b.afterMs)
}
