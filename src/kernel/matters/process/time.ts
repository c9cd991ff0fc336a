/** ISO 8601 moments, durations and cycles. Everything is reckoned in UTC; months and years clamp to the month's last day. */

export type Duration = { readonly months: number; readonly milliseconds: number }

export type Cycle = {
	/** How many times; null for ever. */
	readonly times: number | null
	/** Milliseconds since 1970 from which it counts; null counts from when it is set. */
	readonly from: number | null
	readonly every: Duration
}

const part = (unit: string) => `(?:(\\d+(?:[.,]\\d+)?)${unit})?`
const duration = new RegExp(
	`^P(?=\\d|T\\d)${part('Y')}${part('M')}${part('W')}${part('D')}(?:T(?=\\d)${part('H')}${part('M')}${part('S')})?$`,
)
const moment =
	/^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?(?:\[[A-Za-z_/]+\])?)?$/
const cycle = /^R(\d*)\/(?:([^/]+)\/)?(P[^/]+)$/

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** A duration such as `P1Y2M3DT4H5M6.5S` or `P2W`; null when the text is none. Together years and months make whole months. */
export function parseDuration(text: string): Duration | null {
	const match = duration.exec(text.trim())
	if (match === null) return null
	const [years, months, weeks, days, hours, minutes, seconds] = match
		.slice(1)
		.map((n) => Number((n ?? '0').replace(',', '.')))
	const whole = (years ?? 0) * 12 + (months ?? 0)
	const milliseconds =
		(weeks ?? 0) * 7 * day + (days ?? 0) * day + (hours ?? 0) * hour + (minutes ?? 0) * minute + (seconds ?? 0) * second
	if (!Number.isInteger(whole) || whole > 12_000 || milliseconds > 366_000 * day) return null
	return { months: whole, milliseconds: Math.round(milliseconds) }
}

/** A moment in milliseconds since 1970; without a zone it is UTC, without a time midnight. Null when the text is none. */
export function parseMoment(text: string): number | null {
	const match = moment.exec(text.trim())
	if (match === null) return null
	const [year, month, date, hours, minutes, seconds] = match.slice(1, 7).map((n) => Number(n ?? '0'))
	const milliseconds = Math.floor(Number(`0.${match[7] ?? '0'}`) * second)
	const at = Date.UTC(year ?? 0, (month ?? 1) - 1, date, hours, minutes, seconds, milliseconds)
	const back = new Date(at)
	const isReal =
		back.getUTCFullYear() === year &&
		back.getUTCMonth() + 1 === month &&
		back.getUTCDate() === date &&
		(hours ?? 0) < 24
	if (!isReal || (minutes ?? 0) > 59 || (seconds ?? 0) > 59) return null
	return at - zoneOf(match[8])
}

function zoneOf(text: string | undefined): number {
	if (text === undefined || text === 'Z') return 0
	const hours = Number(text.slice(1, 3))
	const minutes = text.length > 3 ? Number(text.slice(-2)) : 0
	return (text.startsWith('-') ? -1 : 1) * (hours * hour + minutes * minute)
}

/** A cycle such as `R3/PT1H`, `R/PT10M` or `R2/2026-01-31T08:00:00Z/P1M`. Null when the text is none. */
export function parseCycle(text: string): Cycle | null {
	const match = cycle.exec(text.trim())
	if (match === null) return null
	const every = parseDuration(match[3] ?? '')
	const from = match[2] === undefined ? null : parseMoment(match[2])
	if (every === null || (match[2] !== undefined && from === null)) return null
	if (every.months === 0 && every.milliseconds === 0) return null
	const times = match[1] === '' || match[1] === undefined ? null : Number(match[1])
	if (times !== null && (times < 1 || times > 1_000_000)) return null
	return { times, from, every }
}

/** `count` durations after a moment. Months are added first, from the moment itself, so that 31 January stays the 31st. */
export function addDuration(at: number, { months, milliseconds }: Duration, count = 1): number {
	if (months === 0) return at + milliseconds * count
	const from = new Date(at)
	const target = from.getUTCFullYear() * 12 + from.getUTCMonth() + months * count
	const year = Math.floor(target / 12)
	const month = target - year * 12
	const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
	const date = Math.min(from.getUTCDate(), last)
	const rest = at - Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate())
	return Date.UTC(year, month, date) + rest + milliseconds * count
}

/** ISO text of a moment. */
export function isoOf(at: number): string {
	return new Date(at).toISOString()
}
