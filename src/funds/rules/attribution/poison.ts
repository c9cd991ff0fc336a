import type { AccountHolding, Attribution, AttributionStep } from '../../contract/attribution.ts'
import { type Ordered, others } from './order.ts'

type Touched = { balance: number; labels: Set<number> }

/**
 * F275. Poison: once a victim's money is on an account, all of it is that victim's claim, and so is all that leaves it. An
 * account that was emptied is clean again. Claims of two victims overlap: it is a bound, never a share.
 */
export function poison(ordered: Ordered, explain: ReadonlySet<number>): Attribution {
	const { victims, transfers, openings } = ordered
	const accounts = new Map<number, Touched>()
	const steps = new Map<number, AttributionStep[]>()
	const displaced: Record<string, number> = {}
	let unknownMinor = 0
	const at = (account: number): Touched => {
		const known = accounts.get(account)
		if (known !== undefined) return known
		const made = { balance: openings.get(account) ?? 0, labels: new Set<number>() }
		accounts.set(account, made)
		if (explain.has(account)) {
			const line = { is: 'opening' as const, transfer: null, at: null, parts: {}, after: {} }
			steps.set(account, [{ ...line, amountMinor: made.balance, balanceMinor: made.balance }])
		}
		return made
	}
	const claims = (labels: ReadonlySet<number>, amount: number): Record<string, number> =>
		Object.fromEntries(
			victims.flatMap((victim, index) => (amount > 0 && labels.has(index + 1) ? [[victim, amount]] : [])),
		)
	const say = (
		account: number,
		is: 'in' | 'out',
		one: Ordered['transfers'][number],
		labels: ReadonlySet<number>,
	): void => {
		const held = at(account)
		steps.get(account)?.push({
			is,
			transfer: one.id,
			at: one.at,
			amountMinor: one.amountMinor,
			parts: claims(labels, one.amountMinor),
			balanceMinor: held.balance,
			after: claims(held.labels, held.balance),
		})
	}
	for (const account of openings.keys()) at(account)
	for (const one of transfers) {
		const from = at(one.from)
		const touched = new Set(from.labels)
		unknownMinor += Math.max(0, one.amountMinor - from.balance)
		from.balance = Math.max(0, from.balance - one.amountMinor)
		if (from.balance === 0) from.labels.clear()
		say(one.from, 'out', one, touched)
		const sent = one.label === others ? touched : new Set([one.label])
		if (one.label !== others)
			for (const [victim, amount] of Object.entries(claims(touched, one.amountMinor)))
				displaced[victim] = (displaced[victim] ?? 0) + amount
		const to = at(one.to)
		to.balance += one.amountMinor
		for (const label of sent) to.labels.add(label)
		say(one.to, 'in', one, sent)
	}
	const held = new Map<number, AccountHolding>()
	for (const [account, one] of accounts)
		held.set(account, { balanceMinor: one.balance, byVictim: claims(one.labels, one.balance) })
	return { rule: 'poison', accounts: held, steps, seeded: ordered.seeded, displaced, unknownMinor }
}
