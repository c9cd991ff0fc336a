const hour = 3_600_000

/** F223. From when on a shape is a finding; the reason of each finding says the ones it used. Times in milliseconds. */
export const thresholds = {
	/** Different accounts on each side that has many. */
	many: 3,
	/** From the first transfer of a shape to its last, but of a cycle. */
	within: 72 * hour,
	/** Accounts of a cycle, and from its first transfer to its last. */
	cycle: { least: 3, most: 8, within: 30 * 24 * hour },
	/** Of what the transfer before carried, each of a cycle carries all but this part at most: one of so many. */
	lostOnTheWay: 5,
	/** Of what was gathered, at least all but this part is scattered: one of so many. */
	keptOfGathered: 2,
	/** Of what came to an account, it keeps at most this part, and hands the rest on within this time: one of so many. */
	keptInPassing: 10,
	passing: 24 * hour,
} as const

/** The same with other times: a search may be asked to look wider. */
export type Thresholds = Omit<typeof thresholds, 'many' | 'within' | 'cycle'> & {
	readonly many: number
	readonly within: number
	readonly cycle: { readonly least: number; readonly most: number; readonly within: number }
}

/** `72` of so many milliseconds. */
export const hoursOf = (span: number): number => span / hour
