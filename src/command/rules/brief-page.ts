/** K72. Rows of text a page of A4 holds below its head, section heads among them. */
export const rowsOfPage = 44

/**
 * K72. How many lines of each section are told, in the order given, so that heads and lines together take at most `rows`:
 * each section with something in it is named with its first line, the earlier ones first; what is left goes round one by
 * one. A section that gets none is still counted in its total.
 */
export function shareOut(totals: readonly number[], rows: number = rowsOfPage): number[] {
	const given = totals.map(() => 0)
	let left = rows
	for (const [n, total] of totals.entries()) {
		if (total === 0 || left < 2) continue
		given[n] = 1
		left -= 2
	}
	let moved = true
	while (left > 0 && moved) {
		moved = false
		for (const [n, total] of totals.entries()) {
			const has = given[n] ?? 0
			if (left === 0 || has === 0 || has >= total) continue
			given[n] = has + 1
			left -= 1
			moved = true
		}
	}
	return given
}

/** K71. What is younger than this belongs to the next briefing: an act under way may still be entering, in milliseconds. */
export const settling = 3_000

const hour = 3_600_000

/** K71. How long a shift, or the day of a morning meeting, is: the window of the first briefing, and how far it looks ahead. */
export const lengthOf = { shift: 12 * hour, morning: 24 * hour } as const

/**
 * K71. The times a briefing tells of; null when nothing can have come since the last one.
 * @param last end of the one before of the same kind
 */
export function windowOf(
	kind: keyof typeof lengthOf,
	now: Date,
	last: Date | null,
): { from: Date; until: Date; next: Date } | null {
	const until = new Date(now.getTime() - settling)
	const from = last ?? new Date(until.getTime() - lengthOf[kind])
	if (until <= from) return null
	return { from, until, next: new Date(until.getTime() + lengthOf[kind]) }
}
