import type { Reasons } from '../rules/match/reasons.ts'

/** A pair that is proposed as one, with why. */
export type Proposed = { readonly a: number; readonly b: number; readonly bits: number; readonly reasons: Reasons }

/** What comes back from the thread. */
export type Resolved = {
	/** Pairs at or above the threshold as `a * records + b`, ascending. */
	readonly found: Float64Array
	/** The group of each record, named by its least. */
	readonly groups: Int32Array
	/** The proposed pairs with their reasons, the surest first; empty when they were not asked for. */
	readonly proposed: readonly Proposed[]
}

export type Told = { readonly step: string } | { readonly done: Resolved } | { readonly failed: string }
