import type { AttributionInput, AttributionRule } from '../contract/attribution.ts'
import { attribute } from './attribution/attribute.ts'
import { returnRule } from './attribution/return-rule.ts'
import type { ShareFacts } from './shares.ts'

/** F244. What of each transfer was the victim's, by one rule, and what of it stands on each account in the end. */
export type Shares = {
	readonly carried: ReadonlyMap<number, number>
	readonly held: ReadonlyMap<number, number>
	/** What stands there, whosever it is, as far as is known. */
	readonly balance: ReadonlyMap<number, number>
}

/** F244. By the rules of attribution (F270 to F276); `victim` is the number of the report that is asked about. */
export function shareOut(rule: AttributionRule, facts: ShareFacts, victim: string): Shares {
	const nodes = new Set(facts.moves.map(({ to }) => to))
	const { accounts, steps } = attribute(inputOf(facts), rule, nodes)
	const carried = new Map<number, number>()
	for (const lines of steps.values())
		for (const { is, transfer, parts } of lines)
			if (is === 'in' && transfer !== null) carried.set(transfer, parts[victim] ?? 0)
	return {
		carried,
		held: new Map([...accounts].map(([node, { byVictim }]) => [node, byVictim[victim] ?? 0])),
		balance: new Map([...accounts].map(([node, { balanceMinor }]) => [node, balanceMinor])),
	}
}

/** F250. What the return rule would give the victim out of so much on one account, were it frozen alone. */
export function returnedFrom(
	facts: ShareFacts,
	{ node, minor, victim }: { node: number; minor: number; victim: string },
): number {
	const input = inputOf(facts)
	const losses = new Map<string, number>()
	for (const { transfer, victim: whose } of input.seeds)
		losses.set(whose, (losses.get(whose) ?? 0) + (facts.moves.find(({ id }) => id === transfer)?.minor ?? 0))
	const plan = returnRule(
		[{ account: node, heldMinor: minor }],
		[...losses].map(([whose, lossMinor]) => ({ victim: whose, lossMinor })),
		input,
	)
	return plan.rows.reduce((sum, row) => sum + (row.victim === victim ? row.amountMinor : 0), 0)
}

function inputOf({ openings, moves, seeds }: ShareFacts): AttributionInput {
	return {
		openings: openings.map(({ node, minor }) => ({ account: node, amountMinor: minor })),
		transfers: moves.map(({ id, at, from, to, minor }) => ({ id, at, from, to, amountMinor: minor })),
		seeds: moves.flatMap(({ id }) => {
			const whose = seeds.get(id)
			return whose === undefined ? [] : [{ transfer: id, victim: whose }]
		}),
	}
}
