import type {
	AccountHolding,
	Attribution,
	AttributionInput,
	AttributionRule,
	AttributionStep,
} from '../../contract/attribution.ts'
import { type Holding, holdingOf, type Part } from './holding.ts'
import { inOrder, type Ordered, others } from './order.ts'
import { poison } from './poison.ts'

/**
 * F270 to F276. Whose money is on which account after all transfers, by one rule. `explain` names the accounts whose
 * arithmetic is kept line by line.
 */
export function attribute(
	input: AttributionInput,
	rule: AttributionRule,
	explain: ReadonlySet<number> = new Set(),
): Attribution {
	const ordered = inOrder(input)
	return rule === 'poison' ? poison(ordered, explain) : shared(ordered, rule, explain)
}

function shared(ordered: Ordered, rule: Exclude<AttributionRule, 'poison'>, explain: ReadonlySet<number>): Attribution {
	const { victims, transfers, openings } = ordered
	const accounts = new Map<number, Holding>()
	const steps = new Map<number, AttributionStep[]>()
	const displaced: Record<string, number> = {}
	let unknownMinor = 0
	const at = (account: number): Holding => {
		const known = accounts.get(account)
		if (known !== undefined) return known
		const made = holdingOf(rule)
		const opening = openings.get(account) ?? 0
		if (opening > 0) made.put([{ label: others, amount: opening }])
		accounts.set(account, made)
		if (explain.has(account)) {
			const after = named(made.sums(), victims)
			const line = { is: 'opening' as const, transfer: null, at: null, amountMinor: opening, parts: {} }
			steps.set(account, [{ ...line, balanceMinor: opening, after }])
		}
		return made
	}
	const say = (account: number, is: 'in' | 'out', one: Ordered['transfers'][number], parts: readonly Part[]) => {
		if (!explain.has(account)) return
		const held = at(account)
		steps.get(account)?.push({
			is,
			transfer: one.id,
			at: one.at,
			amountMinor: one.amountMinor,
			parts: named(summed(parts), victims),
			balanceMinor: held.balance(),
			after: named(held.sums(), victims),
		})
	}
	for (const account of openings.keys()) at(account)
	for (const one of transfers) {
		const taken = at(one.from).take(one.amountMinor)
		const known = taken.reduce((sum, part) => sum + part.amount, 0)
		const short = one.amountMinor - known
		if (short > 0) {
			unknownMinor += short
			taken.push({ label: others, amount: short })
		}
		say(one.from, 'out', one, taken)
		const sent = one.label === others ? taken : [{ label: one.label, amount: one.amountMinor }]
		if (one.label !== others)
			for (const [victim, amount] of Object.entries(named(summed(taken), victims)))
				displaced[victim] = (displaced[victim] ?? 0) + amount
		at(one.to).put(sent)
		say(one.to, 'in', one, sent)
	}
	const held = new Map<number, AccountHolding>()
	for (const [account, one] of accounts)
		held.set(account, { balanceMinor: one.balance(), byVictim: named(one.sums(), victims) })
	return { rule, accounts: held, steps, seeded: ordered.seeded, displaced, unknownMinor }
}

function summed(parts: readonly Part[]): Map<number, number> {
	const sums = new Map<number, number>()
	for (const part of parts) sums.set(part.label, (sums.get(part.label) ?? 0) + part.amount)
	return sums
}

/** By the victims' names, in their order. */
function named(sums: ReadonlyMap<number, number>, victims: readonly string[]): Record<string, number> {
	const out: Record<string, number> = {}
	for (const [index, victim] of victims.entries()) {
		const amount = sums.get(index + 1) ?? 0
		if (amount > 0) out[victim] = amount
	}
	return out
}
