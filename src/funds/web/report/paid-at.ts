import { localText, momentOf } from '#kernel/web/local-time.ts'

const dayMs = 24 * 3_600_000

/**
 * A time as a victim tells it: `21:14` or `2114` (the last time the clock said so), `11-22 21:14`, `2026-11-22 21:14:07`, by
 * the bureau's wall clock. RFC 3339, or null for what is no time.
 */
export function paidAt(typed: string, now: number): string | null {
	const text = typed.normalize('NFKC').trim()
	const found = /^(?:(?:(\d{4})-)?(\d{1,2})-(\d{1,2})[ T]+)?(\d{1,2}):?(\d{2})(?::(\d{2}))?$/.exec(text)
	if (found === null) return null
	const [, year, month, date, hour = '', minute = '', second = '00'] = found
	const today = localText(now)
	const two = (part: string) => part.padStart(2, '0')
	const clock = `${two(hour)}:${minute}:${second}`
	if (month === undefined || date === undefined) {
		const at = momentIn(today.slice(0, 10), clock)
		if (at === null) return null
		return Date.parse(at) > now ? new Date(Date.parse(at) - dayMs).toISOString() : at
	}
	const at = momentIn(`${year ?? today.slice(0, 4)}-${two(month)}-${two(date)}`, clock)
	// Without a year, one that lies ahead was last year's.
	if (at === null || year !== undefined || Date.parse(at) <= now) return at
	return momentIn(`${Number(today.slice(0, 4)) - 1}-${two(month)}-${two(date)}`, clock)
}

/** Null for a day or a time that does not exist. */
function momentIn(day: string, clock: string): string | null {
	const text = `${day}T${clock}`
	if (Number.isNaN(Date.parse(`${text}Z`))) return null
	const at = momentOf(text)
	return localText(at, true) === text ? at : null
}
