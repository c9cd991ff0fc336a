import { z } from 'zod'

/** F270 to F289. Whose money is where, by five rules side by side, and what the return rule gives back. Pure words and shapes. */

/** How mixed money is told apart. `poison` is no share of anybody: all that was touched. */
export const attributionRule = z.enum(['lifo', 'pro_rata', 'fifo', 'lowest', 'poison'])
export type AttributionRule = z.output<typeof attributionRule>

/** F279. How the return rule reached a figure. */
export const returnWay = z.enum(['single', 'stamped', 'pro_rata'])
export type ReturnWay = z.output<typeof returnWay>

/** F281. The letter divides by the frozen sum, the reading by the verified losses. */
export const returnReading = z.enum(['letter', 'reading'])
export type ReturnReading = z.output<typeof returnReading>

/** One movement of money between two accounts, by their nodes. */
export type Movement = {
	readonly id: number
	/** Milliseconds since 1970. */
	readonly at: number
	readonly from: number
	readonly to: number
	readonly amountMinor: number
}

/** All of one currency; the order of the arrays does not matter. */
export type AttributionInput = {
	/** What was on an account before the first transfer. An account without one held nothing. */
	readonly openings: readonly { readonly account: number; readonly amountMinor: number }[]
	readonly transfers: readonly Movement[]
	/** Which transfers are payments of victims, and whose. A victim is called by the report's number. */
	readonly seeds: readonly { readonly transfer: number; readonly victim: string }[]
}

/** F276. One line of the arithmetic of an account: what came or went, whose it was, and whose the rest is after it. */
export type AttributionStep = {
	readonly is: 'opening' | 'in' | 'out'
	readonly transfer: number | null
	readonly at: number | null
	readonly amountMinor: number
	/** Of the amount; what is missing from the sum is nobody's of these. Under `poison` each may be the whole. */
	readonly parts: Readonly<Record<string, number>>
	readonly balanceMinor: number
	readonly after: Readonly<Record<string, number>>
}

export type AccountHolding = {
	readonly balanceMinor: number
	/** By victim; none that is zero. */
	readonly byVictim: Readonly<Record<string, number>>
}

export type Attribution = {
	readonly rule: AttributionRule
	/** Accounts of the input, by node. */
	readonly accounts: ReadonlyMap<number, AccountHolding>
	/** Of the accounts asked about. */
	readonly steps: ReadonlyMap<number, readonly AttributionStep[]>
	/** Seeded by victim. */
	readonly seeded: Readonly<Record<string, number>>
	/** F273. Of one victim, gone out of an account in a payment of another victim, where it is followed no further. */
	readonly displaced: Readonly<Record<string, number>>
	/** F272. Sent by accounts that did not hold it as far as we know. */
	readonly unknownMinor: number
}

/** What is held for a matter, and by whom: the accounts in the order they are drawn from. */
export type FrozenMoney = { readonly account: number; readonly heldMinor: number }

/** A victim of a round: the verified loss that is not yet given back. */
export type VerifiedLoss = { readonly victim: string; readonly lossMinor: number }

/** F284. What one account gives one victim. */
export type ReturnRow = {
	readonly victim: string
	readonly account: number
	readonly amountMinor: number
	readonly way: ReturnWay
}

/** F282. One line of the shares out of the pool. */
export type PoolShare = {
	readonly victim: string
	/** Still open after direct returns. */
	readonly lossMinor: number
	/** What the reading gives: floor and whether the largest remainder added one. */
	readonly readingMinor: number
	readonly floorMinor: number
	readonly plusOne: boolean
	/** What the letter gives. */
	readonly letterMinor: number
}

export type ReturnPlan = {
	readonly rows: readonly ReturnRow[]
	/** By account: how it was decided, what its trace says is whose, what stays. `null` where no victim's money came. */
	readonly accounts: readonly {
		readonly account: number
		readonly heldMinor: number
		readonly way: ReturnWay | null
		readonly traced: Readonly<Record<string, number>>
		readonly staysMinor: number
	}[]
	readonly pool: {
		readonly heldMinor: number
		readonly lossMinor: number
		readonly shares: readonly PoolShare[]
		/** More than was frozen: the letter cannot be paid. */
		readonly letterExceeds: boolean
	}
}
