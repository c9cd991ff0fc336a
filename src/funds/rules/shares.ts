import type { Told } from './money.ts'

/** F244, F245. What of each transfer was the victim's, and what of it stands where: the parts every figure is added up from. */

/** One movement, in the order of time and id; accounts by node. */
export type SharedMove = {
	readonly id: number
	readonly from: number
	readonly to: number
	readonly minor: number
	/** Milliseconds. */
	readonly at: number
}

export type Opening = { readonly node: number; readonly minor: number }

export type ShareFacts = {
	readonly openings: readonly Opening[]
	readonly moves: readonly SharedMove[]
	/** Movements that are payments of a victim, by the number of their report. */
	readonly seeds: ReadonlyMap<number, string>
}

/** Whence money comes whose beginning is not followed: before a statement, or from an account of the victim. */
export const elsewhere = -1
/** Where money goes that is not followed: into an account before its statement begins. */
export const unfollowed = -3
/** What comes back to an account of the victim. */
export const returned = -2

type Moved = {
	readonly id: number
	readonly from: number
	readonly to: number
	readonly minor: number
	readonly at: Date
	/** The number of the report whose payment it is. */
	readonly seed: string | null
}
type Opened = { readonly node: number; readonly opening: { readonly minor: number; readonly at: Date } | null }

type MoneyFacts = {
	/** The number of the report asked about. */
	readonly victim: string
	readonly told: readonly Told[]
	readonly moves: readonly Moved[]
	readonly accounts: readonly Opened[]
	readonly victims: ReadonlySet<number>
}

/**
 * F244. What a balance that a statement opens with holds already is not counted twice: a movement before it leaves its
 * account out. Payments that are no transfer yet become movements of their own, with numbers below zero. What comes back to
 * the victim has come back, whatever they paid with it later.
 */
export function factsOf({ victim, told, moves, accounts, victims }: MoneyFacts): ShareFacts {
	const opened = new Map(accounts.flatMap(({ node, opening }) => (opening === null ? [] : [[node, opening] as const])))
	const counts = (node: number, at: Date, other: number): number => {
		const opening = opened.get(node)
		return opening === undefined || at >= opening.at ? node : other
	}
	const own = moves.map(({ id, from, to, minor, at }) => ({
		id,
		from: victims.has(from) ? elsewhere : counts(from, at, elsewhere),
		to: victims.has(to) ? returned : counts(to, at, unfollowed),
		minor,
		at: at.getTime(),
	}))
	const paid = told
		.filter(({ transfer }) => transfer === null)
		.map(({ n, to, minor, at }) => ({ id: -n, from: elsewhere, to, minor, at: at.getTime() }))
	return {
		openings: [...opened].map(([node, { minor }]) => ({ node, minor: Math.max(0, minor) })),
		moves: [...own, ...paid].sort((a, b) => a.at - b.at || a.id - b.id),
		seeds: new Map([
			...moves.flatMap(({ id, seed }) => (seed === null ? [] : [[id, seed] as const])),
			...told.map(({ n, transfer }) => [transfer ?? -n, victim] as const),
		]),
	}
}
