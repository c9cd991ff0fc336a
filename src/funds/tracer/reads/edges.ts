import { Decimal } from 'decimal.js'
import { adjacencyOf, type Adjacency, recordSize } from '../adjacency.ts'
import { Rows } from '../rows.ts'

/** One edge as it is given; accounts by number, the moment in milliseconds. */
export type Edge = { readonly from: number; readonly to: number; readonly amount: string; readonly at: number }

/** F220. Both ends lie outside. */
export type Window = { readonly after: number; readonly before: number }

/** F220. Of each account so many edges are looked at, before the window is asked: newest first, or oldest. */
export type Cut = { readonly limit: number; readonly oldest: boolean } | null

/** An edge as a read meets it. */
export type Met = { readonly n: number; readonly other: number; readonly amount: Decimal; readonly at: number }

/** Edges of one kind, kept as the tracer keeps transfers. */
export class Edges {
	readonly #adjacency: Adjacency
	readonly #amounts: readonly Decimal[]
	constructor(edges: readonly Edge[]) {
		const rows = new Rows()
		const group = rows.groups.indexOf('', '')
		edges.forEach(({ from, to, at }, n) => rows.add(n, group, from, to, 1, at))
		this.#adjacency = adjacencyOf(rows.whole(), rows.groups)
		this.#amounts = edges.map(({ amount }) => new Decimal(amount))
	}

	/** What leaves an account (or comes to it), cut and then seen through the window; earliest first. */
	of(node: number, forward: boolean, window: Window, cut: Cut): readonly Met[] {
		const { forward: out, backward, at, ids, idFrom, accounts } = this.#adjacency
		const way = forward ? out : backward
		if (node >= accounts) return []
		let low = way.first[node] ?? 0
		let high = way.first[node + 1] ?? 0
		if (cut?.oldest === true) high = Math.min(high, low + cut.limit)
		else if (cut !== null) low = Math.max(low, high - cut.limit)
		const met: Met[] = []
		for (let i = low; i < high; i += 1) {
			const place = way.records[i * recordSize + 1] ?? 0
			const moment = at[place] ?? 0
			if (moment <= window.after || moment >= window.before) continue
			const n = (ids[place] ?? 0) + idFrom
			met.push({ n, other: way.records[i * recordSize] ?? 0, amount: this.#amounts[n] ?? new Decimal(0), at: moment })
		}
		return met
	}
}

/** F220. Exact, then rounded half up to three decimals. */
export const rounded = (value: Decimal): string => value.toDecimalPlaces(3, Decimal.ROUND_HALF_UP).toString()

export const sumOf = (met: readonly Met[]): Decimal => met.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0))

export const mostOf = (met: readonly Met[]): Decimal =>
	met.reduce((most, { amount }) => Decimal.max(most, amount), new Decimal(0))
