import { Decimal } from 'decimal.js'
import { type Cut, type Edges, type Met, rounded, type Window } from './edges.ts'

/** FinBench's complex reads that follow a path: 1, 3, 5 and 8. Times along a path rise strictly, but for the shortest one. */

type SignIn = { readonly medium: number; readonly account: number; readonly at: number }

/** F221, read 1. Accounts that money of an account reached within three transfers and that a blocked medium signed in to. */
export function blockedMedia(
	transfers: Edges,
	signIns: readonly SignIn[],
	blocked: ReadonlySet<number>,
	asked: { readonly account: number; readonly window: Window; readonly cut: Cut },
): readonly { readonly account: number; readonly distance: number; readonly medium: number }[] {
	const { window, cut } = asked
	const distance = new Map<number, number>()
	const seen = new Set<number>()
	let arrivals: { node: number; at: number }[] = [{ node: asked.account, at: window.after }]
	for (let hop = 1; hop <= 3; hop += 1) {
		const met = arrivals.flatMap(({ node, at }) => transfers.of(node, true, window, cut).filter((one) => one.at > at))
		arrivals = []
		for (const { n, other, at } of met) {
			if (seen.has(n)) continue
			seen.add(n)
			arrivals.push({ node: other, at })
			if (!distance.has(other)) distance.set(other, hop)
		}
	}
	const found = new Map<string, { account: number; distance: number; medium: number }>()
	for (const { medium, account, at } of signIns) {
		const hops = distance.get(account)
		if (hops === undefined || !blocked.has(medium) || at <= window.after || at >= window.before) continue
		found.set(`${account} ${medium}`, { account, distance: hops, medium })
	}
	return [...found.values()].sort((a, b) => a.distance - b.distance || a.account - b.account || a.medium - b.medium)
}

/** F221, read 3. Transfers of the shortest path from one account to another; -1 when there is none. */
export function shortestPath(
	transfers: Edges,
	asked: { readonly from: number; readonly to: number; readonly window: Window; readonly cut: Cut },
): number {
	const seen = new Set([asked.from])
	let edge = [asked.from]
	for (let length = 0; edge.length > 0; length += 1) {
		if (edge.includes(asked.to)) return length
		const next: number[] = []
		for (const node of edge)
			for (const { other } of transfers.of(node, true, asked.window, asked.cut)) {
				if (seen.has(other)) continue
				seen.add(other)
				next.push(other)
			}
		edge = next
	}
	return -1
}

/** F221, read 5. Every way of one to three transfers from a person's accounts, as accounts; many edges on one way are one. */
export function tracesOf(
	transfers: Edges,
	asked: { readonly accounts: readonly number[]; readonly window: Window; readonly cut: Cut },
): readonly (readonly number[])[] {
	const found = new Map<string, readonly number[]>()
	const walk = (path: readonly number[], at: number): void => {
		if (path.length > 1) found.set(path.join(' '), path)
		if (path.length === 4) return
		for (const met of transfers.of(path.at(-1) ?? 0, true, asked.window, asked.cut))
			if (met.at > at) walk([...path, met.other], met.at)
	}
	for (const account of asked.accounts) walk([account], asked.window.after)
	return [...found.values()].sort((a, b) => b.length - a.length || compared(a, b))
}

function compared(a: readonly number[], b: readonly number[]): number {
	const at = a.findIndex((node, n) => node !== b[n])
	return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

type Step = Met & { readonly key: string }

/**
 * F221, read 8. Where a loan went: accounts within three transfers or withdrawals of those it was paid to, each larger than
 * `threshold` of the one before. What came to each over the loan, and how far from the loan it lies at least.
 */
export function loanTrace(
	edges: { readonly deposits: Edges; readonly transfers: Edges; readonly withdrawals: Edges },
	asked: {
		readonly loan: number
		readonly amount: string
		readonly threshold: string
		readonly window: Window
		readonly cut: Cut
	},
): readonly { readonly account: number; readonly ratio: string; readonly distance: number }[] {
	const { window, cut } = asked
	const reached = new Map<string, Step>()
	const came = new Map<number, { sum: Decimal; distance: number }>()
	let level: Step[] = edges.deposits.of(asked.loan, true, window, null).map((met) => ({ ...met, key: `d${met.n}` }))
	for (let hop = 1; hop <= 3; hop += 1) {
		const next: Step[] = []
		for (const before of level) {
			const least = before.amount.times(asked.threshold)
			const out = [
				...edges.transfers.of(before.other, true, window, cut).map((met): Step => ({ ...met, key: `t${met.n}` })),
				...edges.withdrawals.of(before.other, true, window, cut).map((met): Step => ({ ...met, key: `w${met.n}` })),
			]
			for (const step of out) {
				if (step.at <= before.at || step.amount.lte(least) || reached.has(step.key)) continue
				reached.set(step.key, step)
				next.push(step)
				const had = came.get(step.other) ?? { sum: new Decimal(0), distance: hop + 1 }
				came.set(step.other, { sum: had.sum.plus(step.amount), distance: had.distance })
			}
		}
		level = next
	}
	return [...came]
		.sort(([a, one], [b, two]) => two.distance - one.distance || two.sum.cmp(one.sum) || a - b)
		.map(([account, { sum, distance }]) => ({ account, ratio: rounded(sum.div(asked.amount)), distance }))
}
