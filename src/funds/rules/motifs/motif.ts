import type { MotifKind, MotifRole } from '../../contract/motif-lists.ts'
import { type Thresholds, thresholds } from './thresholds.ts'
import { type Reasons, reasonsBy } from './why.ts'

/** A transfer as a motif sees it: accounts by node, integer minor units of one currency, milliseconds since 1970. */
export type MotifMove = {
	readonly id: number
	readonly from: number
	readonly to: number
	readonly minor: number
	readonly at: number
}

/** F223. One finding: accounts with what they do in it, its transfers in the order of time, and why it is one. */
export type Motif = {
	readonly kind: MotifKind
	readonly accounts: readonly { readonly node: number; readonly role: MotifRole }[]
	readonly transfers: readonly MotifMove[]
	/** The money it is about. */
	readonly minor: number
	readonly why: { readonly en: string; readonly zh: string }
}

/** Steps of a search; where they end, it ends, and says so. The same transfers end at the same step. */
export class Steps {
	#left: number
	constructor(most: number) {
		this.#left = most
	}
	/** False from when on none are left. */
	take(count = 1): boolean {
		this.#left -= count
		return this.#left >= 0
	}
	get ended(): boolean {
		return this.#left < 0
	}
}

/** Transfers by account, each list in the order of time; what an account paid itself is left out. */
export class MoveIndex {
	readonly moves: readonly MotifMove[]
	readonly by: Thresholds
	readonly why: Reasons
	readonly ins = new Map<number, MotifMove[]>()
	readonly outs = new Map<number, MotifMove[]>()

	constructor(moves: readonly MotifMove[], by: Thresholds = thresholds) {
		this.by = by
		this.why = reasonsBy(by)
		this.moves = moves.filter(({ from, to }) => from !== to).sort(byTime)
		for (const move of this.moves) {
			put(this.ins, move.to, move)
			put(this.outs, move.from, move)
		}
	}
	in(node: number): readonly MotifMove[] {
		return this.ins.get(node) ?? []
	}
	out(node: number): readonly MotifMove[] {
		return this.outs.get(node) ?? []
	}
}

function put(lists: Map<number, MotifMove[]>, node: number, move: MotifMove): void {
	const list = lists.get(node)
	if (list === undefined) lists.set(node, [move])
	else list.push(move)
}

export const byTime = (a: MotifMove, b: MotifMove): number => a.at - b.at || a.id - b.id

/** The first place of a list in time order that is later than a moment. */
export function firstAfter(list: readonly MotifMove[], at: number): number {
	let low = 0
	let high = list.length
	while (low < high) {
		const middle = (low + high) >>> 1
		if ((list[middle]?.at ?? 0) <= at) low = middle + 1
		else high = middle
	}
	return low
}

/** Transfers of a list from one moment to another, both counted. */
export const between = (list: readonly MotifMove[], from: number, until: number): readonly MotifMove[] =>
	list.slice(firstAfter(list, from - 1), firstAfter(list, until))

export const sumOf = (moves: readonly MotifMove[]): number => moves.reduce((sum, { minor }) => sum + minor, 0)

/** Each transfer once, in the order of time. */
export const inOrder = (moves: readonly MotifMove[]): readonly MotifMove[] => [...new Set(moves)].sort(byTime)

/** Whether `rest` is all of `whole` but one part of so many at most; exact in integers. */
export const isMostOf = (rest: number, whole: number, part: number): boolean => whole - rest <= Math.floor(whole / part)

/** Accounts with one role. */
export const as = (role: MotifRole, nodes: Iterable<number>): Motif['accounts'] =>
	[...nodes].map((node) => ({ node, role }))
