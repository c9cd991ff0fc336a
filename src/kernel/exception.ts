/** How long an exception may stand: longer is no exception but the rule, and is published without an end. */
const longestYears = 5

/** P14, M86. Whether an end makes an exception: after its beginning, and within five years of it. */
export function isExceptionEnd(from: Date, until: Date): boolean {
	const last = new Date(from)
	last.setUTCFullYear(last.getUTCFullYear() + longestYears)
	return until > from && until <= last
}
