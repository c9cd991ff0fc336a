/**
 * Offsets of time zones, from the zone data that Node carries (Intl). Days count from 1970-01-01, seconds from its midnight
 * in UTC; both may lie far outside what `Date` holds, and then the nearest year it holds is asked.
 */

const formats = new Map<string, Intl.DateTimeFormat | null>()
const furthest = 8_640_000_000_000 - 86_400 * 400

function formatOf(zone: string): Intl.DateTimeFormat | null {
	const known = formats.get(zone)
	if (known !== undefined) return known
	let made: Intl.DateTimeFormat | null = null
	try {
		made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
	} catch {
		// Not a zone; remembered as such.
	}
	if (formats.size < 1000) formats.set(zone, made)
	return made
}

export function isZoneName(zone: string): boolean {
	return /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(zone) && formatOf(zone) !== null
}

/** Seconds east of UTC at an instant. */
function offsetAt(zone: string, utcSeconds: number): number {
	const format = formatOf(zone)
	if (format === null) return 0
	const at = Math.max(-furthest, Math.min(furthest, utcSeconds))
	const name = format.formatToParts(at * 1000).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
	const match = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name)
	if (match?.[1] === undefined) return 0
	const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
	return match[1] === '-' ? -seconds : seconds
}

/** Seconds east of UTC when clocks in the zone show this; in a gap or an overlap, the offset before it. */
export function offsetWhenShown(zone: string, localSeconds: number): number {
	const first = offsetAt(zone, localSeconds - offsetAt(zone, localSeconds))
	const second = offsetAt(zone, localSeconds - first)
	return first === second ? first : Math.max(first, second)
}
