import { Temporal } from 'temporal-polyfill'
import { noZone } from './contract/calendar-faults.ts'
import { CalendarFault } from './faults.ts'

/**
 * A time zone as stretches of one offset: `at[i]` is the minute since 1970 (UTC) from which `offset[i]`, in minutes east of
 * Greenwich, holds. The first stretch has no beginning, the last no end.
 */
export type Zone = { readonly name: string; readonly at: readonly number[]; readonly offset: readonly number[] }

/** Minutes in a day. */
export const day = 1_440
/** Years within which clock changes are known: starts from 1990 to 2100, sums of 50 years (C18). */
const first = 1989
const last = 2152

const known = new Map<string, Zone>()

/** The zone of an IANA name, from the time zone data of this runtime. @throws CalendarFault when there is no such zone (C2) */
export function zoneOf(name: string): Zone {
	const found = known.get(name)
	if (found !== undefined) return found
	const made = readZone(name)
	known.set(name, made)
	return made
}

function readZone(name: string): Zone {
	let clock: Temporal.ZonedDateTime
	try {
		clock = Temporal.Instant.from(`${first}-01-01T00:00Z`).toZonedDateTimeISO(name)
	} catch {
		throw new CalendarFault([noZone(name)])
	}
	const at: number[] = [Number.NEGATIVE_INFINITY]
	const offset: number[] = [minutesOf(clock)]
	for (;;) {
		const next: Temporal.ZonedDateTime | null = clock.getTimeZoneTransition('next')
		if (next === null || next.year > last) break
		clock = next
		at.push(Math.ceil(next.epochMilliseconds / 60_000))
		offset.push(minutesOf(next))
	}
	return { name, at, offset }
}

function minutesOf(clock: Temporal.ZonedDateTime): number {
	return Math.round(clock.offsetNanoseconds / 60_000_000_000)
}

/** Which stretch a minute lies in. */
export function stretchAt(zone: Zone, minute: number): number {
	let low = 0
	let high = zone.at.length - 1
	while (low < high) {
		const middle = (low + high + 1) >> 1
		if ((zone.at[middle] ?? 0) <= minute) low = middle
		else high = middle - 1
	}
	return low
}

/** The wall clock at a minute: minutes since 1970-01-01 00:00 as the wall shows it. */
export function wallAt(zone: Zone, minute: number): number {
	return minute + (zone.offset[stretchAt(zone, minute)] ?? 0)
}

/** The date (days since 1970) a minute falls on. */
export function dateAt(zone: Zone, minute: number): number {
	return Math.floor(wallAt(zone, minute) / day)
}

/** End of a stretch, exclusive. */
export function stretchEnd(zone: Zone, stretch: number): number {
	return zone.at[stretch + 1] ?? Number.POSITIVE_INFINITY
}

/** The minute after the last one of `date` or any date before it. */
export function endOfDate(zone: Zone, date: number): number {
	const wall = (date + 1) * day
	let end = Number.NEGATIVE_INFINITY
	const near = stretchAt(zone, wall)
	for (let s = Math.max(0, near - 1); s <= Math.min(zone.at.length - 1, near + 1); s += 1) {
		const begin = zone.at[s] ?? 0
		const until = Math.min(stretchEnd(zone, s), wall - (zone.offset[s] ?? 0))
		if (until > begin) end = Math.max(end, until)
	}
	return end
}

/** The first minute, not before `from`, at which the wall clock shows `wall` or later. */
export function firstAt(zone: Zone, wall: number, from: number): number {
	for (let s = stretchAt(zone, from); ; s += 1) {
		const at = Math.max(from, zone.at[s] ?? from, wall - (zone.offset[s] ?? 0))
		if (at < stretchEnd(zone, s)) return at
	}
}

/** The part of a zone that a sum between two minutes looked at, to be kept with it (C17). */
export function cutZone(zone: Zone, from: number, until: number): Zone {
	const start = Math.max(0, stretchAt(zone, from - 3 * day))
	const end = stretchAt(zone, until + 3 * day)
	return {
		name: zone.name,
		at: [Number.NEGATIVE_INFINITY, ...zone.at.slice(start + 1, end + 1)],
		offset: zone.offset.slice(start, end + 1),
	}
}

/** Days since 1970 of a date, proleptic Gregorian. */
export function daysFrom(year: number, month: number, dayOfMonth: number): number {
	return Math.floor(Date.UTC(year, month - 1, dayOfMonth) / 86_400_000)
}

/** `2026-10-01` as days since 1970; null when there is no such date. */
export function readDate(text: string): number | null {
	const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
	if (found === null) return null
	const date = daysFrom(Number(found[1]), Number(found[2]), Number(found[3]))
	return writeDate(date) === text ? date : null
}

/** Days since 1970 as `2026-10-01`. */
export function writeDate(date: number): string {
	return new Date(date * 86_400_000).toISOString().slice(0, 10)
}

/** The date `months` later: the day of the same number, or the month's last when there is none (C12). */
export function addMonths(date: number, months: number): number {
	const from = new Date(date * 86_400_000)
	const month = from.getUTCFullYear() * 12 + from.getUTCMonth() + months
	const [year, of] = [Math.floor(month / 12), (month % 12) + 1]
	const lastDay = daysFrom(of === 12 ? year + 1 : year, of === 12 ? 1 : of + 1, 1) - 1
	return Math.min(daysFrom(year, of, from.getUTCDate()), lastDay)
}
