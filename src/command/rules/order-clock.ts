/** How long an order's clocks run. Times in milliseconds since 1970, spans in seconds. */

const minute = 60
const hour = 3_600
const day = 86_400

/** K13. A quarter of the time until it is due, at least 30 minutes, at most 24 hours. */
export function answerSeconds(now: number, due: number): number {
	const quarter = Math.floor((due - now) / 4_000)
	return Math.min(24 * hour, Math.max(30 * minute, quarter))
}

/** K30. How long after it was spoken an order by voice may be entered. */
export const voiceSeconds = hour
/** K18. How long the tier above has to decide a refusal. */
export const decideSeconds = 3 * day
/** K23. How long the checker has. */
export const checkSeconds = 7 * day
/** K27. How long the station drawn has, and how long an order has that did not hold. */
export const recheckSeconds = 7 * day
/** K35. The furthest an order may be due. */
export const furthestSeconds = 3 * 366 * day

/** K24. What was returned is due when it was, but never in less than three days. */
export function returnedDue(now: number, due: number): number {
	return Math.max(due, now + 3 * day * 1_000)
}

/** K18. A date moves by as long as the clock stood still. */
export function restartedDue(due: number, stopped: number, now: number): number {
	return due + Math.max(0, now - stopped)
}

/** K25. When the round of re-checking is drawn: so many days after closing, never before now. */
export function lotSeconds(now: number, closed: number, round: 30 | 90): number {
	return Math.max(0, Math.ceil((closed + round * day * 1_000 - now) / 1_000))
}
