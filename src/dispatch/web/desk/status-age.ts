/** No shift is longer, in milliseconds. */
const longestShift = 24 * 3_600_000

/** Milliseconds a unit has stood as it stands; null when that is older than any shift and so says nothing. */
export function statusAge(statusAt: string, now: number): number | null {
	const age = now - Date.parse(statusAt)
	return age > longestShift ? null : Math.max(0, age)
}
