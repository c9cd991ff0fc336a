import { seeded } from '#kernel/seeded.ts'

/** Money that moves between accounts, as columns. Transfer `i` has the id `i + 1`; times stand in no order, as statements come. */
export type MoneyGraph = {
	readonly accounts: number
	readonly from: Int32Array
	readonly to: Int32Array
	/** Minor units, whole. */
	readonly amount: Float64Array
	/** Milliseconds since 1970, whole. */
	readonly at: Float64Array
}

/** An account whose money is followed from a moment on. */
export type HardStart = { readonly node: number; readonly at: number }

export type GraphSize = { readonly accounts: number; readonly transfers: number; readonly seed: number }

/** What the issue measures on: a million accounts and ten million transfers. */
export const wholeSize: GraphSize = { accounts: 1_000_000, transfers: 10_000_000, seed: 5 }

/** The first moment of every graph, and how long it runs. */
export const graphBegins = Date.UTC(2026, 8, 1)
export const graphRuns = 90 * 86_400_000

/** Transfers of the account of rank r are drawn as r^-0.7: the first of a million has 47,000 of ten million, the middle one 5. */
const exponent = 0.7

/** The same graph for the same size and seed on every machine; nobody pays themselves. */
export function moneyGraph({ accounts, transfers, seed }: GraphSize): MoneyGraph {
	const random = seeded(seed)
	const from = new Int32Array(transfers)
	const to = new Int32Array(transfers)
	const amount = new Float64Array(transfers)
	const at = new Float64Array(transfers)
	const ranks = (accounts + 1) ** (1 - exponent) - 1
	const rank = () => Math.min(accounts - 1, Math.floor((ranks * random() + 1) ** (1 / (1 - exponent))) - 1)
	const payers = spread(accounts, 7_919)
	const payees = spread(accounts, 104_729)
	for (let i = 0; i < transfers; i += 1) {
		const payer = (rank() * payers) % accounts
		const payee = (rank() * payees) % accounts
		from[i] = payer
		to[i] = payee === payer ? (payee + 1) % accounts : payee
		// From 1 yuan to 100,000: each tenfold step as likely as the next.
		amount[i] = Math.floor(10 ** (2 + 5 * random()))
		at[i] = graphBegins + Math.floor(random() * graphRuns)
	}
	return { accounts, from, to, amount, at }
}

/**
 * Starts that are hard to follow: accounts drawn from the hundredth that pays most often, at a moment in the first tenth
 * of the time, so that nearly all they paid comes later.
 */
export function hardStarts(graph: MoneyGraph, count: number, seed = 7): readonly HardStart[] {
	const paid = new Int32Array(graph.accounts)
	for (const node of graph.from) paid[node] = (paid[node] ?? 0) + 1
	const least = Math.max(1, Int32Array.from(paid).sort()[Math.floor(graph.accounts * 0.99)] ?? 1)
	const busy: number[] = []
	for (let node = 0; node < graph.accounts; node += 1) if ((paid[node] ?? 0) >= least) busy.push(node)
	const random = seeded(seed)
	return Array.from({ length: count }, () => ({
		node: busy[Math.floor(random() * busy.length)] ?? 0,
		at: graphBegins + Math.floor((random() * graphRuns) / 10),
	}))
}

/** A factor that sends each rank to an account of its own: the first from `wanted` on without a divisor in common. */
function spread(accounts: number, wanted: number): number {
	let factor = wanted
	while (divisor(factor, accounts) !== 1) factor += 1
	return factor
}

function divisor(a: number, b: number): number {
	return b === 0 ? a : divisor(b, a % b)
}
