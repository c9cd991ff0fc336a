import { civilOf, daysOf, lengthOfMonth, nanosOfDay } from './calendar.ts'
import { clockText, dateText, daysText, monthsText, type Zone, zoneText } from './time-text.ts'
import { isZoneName, offsetWhenShown } from './zone.ts'

/** FEEL's days, times and durations (DMN 1.5 clause 10.3.2.3), exact to the nanosecond and free of `Date`'s bounds. */

const mostYears = 999_999_999

/** A day of the proleptic Gregorian calendar, counted from 1970-01-01. */
export class DateValue {
	readonly day: number
	constructor(day: number) {
		this.day = day
	}
	/** As FEEL's `string` writes it. */
	toJSON(): string {
		return dateText(this.day)
	}
}
/** A time of day, in nanoseconds since midnight. */
export class TimeValue {
	readonly nanos: number
	readonly zone: Zone
	constructor(nanos: number, zone: Zone) {
		this.nanos = nanos
		this.zone = zone
	}
	toJSON(): string {
		return `${clockText(this.nanos)}${zoneText(this.zone)}`
	}
}
export class DateTimeValue {
	readonly day: number
	readonly nanos: number
	readonly zone: Zone
	constructor(day: number, nanos: number, zone: Zone) {
		this.day = day
		this.nanos = nanos
		this.zone = zone
	}
	toJSON(): string {
		return `${dateText(this.day)}T${clockText(this.nanos)}${zoneText(this.zone)}`
	}
}
/** A days and time duration, in nanoseconds. */
export class DaysDuration {
	readonly nanos: bigint
	constructor(nanos: bigint) {
		this.nanos = nanos
	}
	toJSON(): string {
		return daysText(this.nanos)
	}
}
/** A years and months duration, in months. */
export class MonthsDuration {
	readonly months: number
	constructor(months: number) {
		this.months = months
	}
	toJSON(): string {
		return monthsText(this.months)
	}
}

export type Temporal = DateValue | TimeValue | DateTimeValue | DaysDuration | MonthsDuration

/** Null when there is no such day. */
export function dateOf(year: number, month: number, day: number): DateValue | null {
	if (![year, month, day].every(Number.isInteger) || Math.abs(year) > mostYears) return null
	if (month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) return null
	return new DateValue(daysOf({ year, month, day }))
}

/** Null outside 00:00:00 to 23:59:59.999999999, or with an offset of more than 14 hours. */
export function timeOf(hour: number, minute: number, second: number, nanos: number, zone: Zone): TimeValue | null {
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null
	if (typeof zone === 'number' && Math.abs(zone) > 14 * 3600) return null
	return new TimeValue(((hour * 60 + minute) * 60 + second) * 1e9 + nanos, zone)
}

/** Moves by months; a day past the month's end becomes its last day. Null when the year leaves FEEL's bounds. */
export function addMonths(day: number, months: number): number | null {
	const from = civilOf(day)
	const total = from.year * 12 + from.month - 1 + months
	const year = Math.floor(total / 12)
	const month = total - year * 12 + 1
	return dateOf(year, month, Math.min(from.day, lengthOfMonth(year, month)))?.day ?? null
}

/** Adds nanoseconds on the calendar shown, as DMN says (the zone stays as it is). Null outside FEEL's bounds. */
export function addNanos(day: number, nanos: number, more: bigint): { day: number; nanos: number } | null {
	const total = BigInt(day) * BigInt(nanosOfDay) + BigInt(nanos) + more
	const rest = ((total % BigInt(nanosOfDay)) + BigInt(nanosOfDay)) % BigInt(nanosOfDay)
	const days = Number((total - rest) / BigInt(nanosOfDay))
	return Math.abs(civilOf(days).year) > mostYears ? null : { day: days, nanos: Number(rest) }
}

/** Seconds east of UTC; null for a local one. */
export function offsetOf(value: TimeValue | DateTimeValue): number | null {
	if (typeof value.zone !== 'string') return value.zone
	const day = value instanceof DateTimeValue ? value.day : 0
	return offsetWhenShown(value.zone, day * 86_400 + Math.floor(value.nanos / 1e9))
}

/** Nanoseconds since 1970-01-01T00:00:00 UTC; a local one is taken as UTC. */
export function instantOf(value: DateTimeValue): bigint {
	return BigInt(value.day) * BigInt(nanosOfDay) + BigInt(value.nanos) - BigInt(offsetOf(value) ?? 0) * 1_000_000_000n
}

/** Nanoseconds since midnight UTC; a local one is taken as UTC. */
export function utcNanos(value: TimeValue): number {
	return value.nanos - (offsetOf(value) ?? 0) * 1e9
}

/** Whole months from one day to the other, towards zero; the time of day does not count. */
export function monthsBetween(from: DateTimeValue | DateValue, to: DateTimeValue | DateValue): number {
	const [a, b] = [civilOf(from.day), civilOf(to.day)]
	const whole = (b.year - a.year) * 12 + b.month - a.month
	const rest = b.day - a.day
	if (whole > 0 && rest < 0) return whole - 1
	if (whole < 0 && rest > 0) return whole + 1
	return whole
}

const zonePattern = String.raw`(Z|z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z0-9_+/-]+)?`
const timeText = new RegExp(String.raw`^(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?${zonePattern}$`)
const datePattern = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d{2})-(\d{2})$/

/** Undefined when the text is no zone. */
function zoneOf(text: string | undefined): Zone | undefined {
	if (text === undefined) return null
	if (text.toUpperCase() === 'Z') return 0
	if (text.startsWith('@')) return isZoneName(text.slice(1)) ? text.slice(1) : undefined
	const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number)
	if (minutes > 59 || seconds > 59) return undefined
	const offset = hours * 3600 + minutes * 60 + seconds
	return text.startsWith('-') ? 0 - offset : offset
}

export function parseDate(text: string): DateValue | null {
	const match = datePattern.exec(text)
	if (match === null) return null
	return dateOf(Number(match[2]) * (match[1] === '-' ? -1 : 1) + 0, Number(match[3]), Number(match[4]))
}

export function parseTime(text: string): TimeValue | null {
	const match = timeText.exec(text)
	const zone = zoneOf(match?.[5])
	if (match === null || zone === undefined) return null
	const nanos = Number((match[4] ?? '').slice(0, 9).padEnd(9, '0'))
	return timeOf(Number(match[1]), Number(match[2]), Number(match[3]), nanos, zone)
}

/** A date alone is its midnight; 24:00:00 is the next day's. */
export function parseDateTime(text: string): DateTimeValue | null {
	const at = text.indexOf('T')
	const date = parseDate(at < 0 ? text : text.slice(0, at))
	if (date === null) return null
	if (at < 0) return new DateTimeValue(date.day, 0, null)
	const clock = text.slice(at + 1)
	const midnight = /^24:00:00(?:\.0+)?(?=$|[Zz+@-])/.exec(clock)
	const time = parseTime(midnight === null ? clock : `00:00:00${clock.slice(midnight[0].length)}`)
	return time === null ? null : new DateTimeValue(date.day + (midnight === null ? 0 : 1), time.nanos, time.zone)
}

/** An ISO 8601 duration of years and months or of days and time; null for anything else, a mixture included. */
export function parseDuration(text: string): DaysDuration | MonthsDuration | null {
	const months = /^(-?)P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?$/.exec(text)
	if (months !== null) {
		const total = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0)
		return Number.isSafeInteger(total) ? new MonthsDuration(months[1] === '-' ? 0 - total : total) : null
	}
	const days = /^(-?)P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/.exec(text)
	if (days === null) return null
	const whole = (n: number) => BigInt(days[n] ?? 0)
	const seconds = ((whole(2) * 24n + whole(3)) * 60n + whole(4)) * 60n + whole(5)
	const nanos = seconds * 1_000_000_000n + BigInt((days[6] ?? '').slice(0, 9).padEnd(9, '0'))
	return new DaysDuration(days[1] === '-' ? -nanos : nanos)
}

/** What an at-literal `@"…"` names; null when it is nothing of the kind. */
export function parseTemporal(text: string): Temporal | null {
	return parseDate(text) ?? parseTime(text) ?? (text.includes('T') ? parseDateTime(text) : null) ?? parseDuration(text)
}
