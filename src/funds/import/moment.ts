import { Temporal } from 'temporal-polyfill'

/** F171, F172. Days and times as files write them. A time without zone is the wall clock of the bank's setting. */

export type Moment = {
	readonly at: number
	/** `YYYY-MM-DD` as written. */
	readonly day: string
	readonly dayOnly: boolean
	/** It named no zone, and the setting's was taken. */
	readonly assumed: boolean
}

const dayMs = 86_400_000
const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?$/i

/** Minutes east of Greenwich of a zone on a day: kept, since a file names few days. */
const offsets = new Map<string, number>()

/** @throws RangeError for a zone there is not */
function wallToUtc(zone: string, wallMs: number): number {
	const hour = Math.floor(wallMs / 3_600_000)
	const key = `${zone} ${hour}`
	let offset = offsets.get(key)
	if (offset === undefined) {
		const wall = new Date(hour * 3_600_000).toISOString().slice(0, 19)
		const zoned = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'compatible' })
		offset = hour * 3_600_000 - zoned.epochMilliseconds
		if (offsets.size > 20_000) offsets.clear()
		offsets.set(key, offset)
	}
	return wallMs - offset
}

/** Whether there is such a zone. */
export function isZone(zone: string): boolean {
	try {
		wallToUtc(zone, 0)
		return true
	} catch {
		return false
	}
}

/** A day that is on the calendar, as milliseconds at its wall midnight; null for February 30th and the like. */
export function dayMillis(year: number, month: number, date: number): number | null {
	if (year < 1970 || year > 2199 || month < 1 || month > 12 || date < 1) return null
	const ms = Date.UTC(year, month - 1, date)
	return new Date(ms).getUTCDate() === date ? ms : null
}

/** ISO 8601 day or time, with its zone or without. Null when it is none, or not on the calendar. */
export function isoMoment(text: string, zone: string): Moment | null {
	const match = iso.exec(text.trim())
	if (match === null) return null
	const [, y = '', m = '', d = '', hh, mm = '0', ss = '0', part = '0', offset] = match
	const midnight = dayMillis(Number(y), Number(m), Number(d))
	if (midnight === null) return null
	const day = `${y}-${m}-${d}`
	if (hh === undefined) return { at: wallToUtc(zone, midnight), day, dayOnly: true, assumed: false }
	const clock = clockMillis(Number(hh), Number(mm), Number(ss))
	if (clock === null) return null
	const wall = midnight + clock + Math.floor(Number(`0.${part}`) * 1000)
	if (offset === undefined) return { at: wallToUtc(zone, wall), day, dayOnly: false, assumed: true }
	const east = offsetMillis(offset)
	return east === null ? null : { at: wall - east, day, dayOnly: false, assumed: false }
}

function clockMillis(hour: number, minute: number, second: number): number | null {
	if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && (minute > 0 || second > 0))) return null
	return ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000
}

function offsetMillis(text: string): number | null {
	if (/^z$/i.test(text)) return 0
	const hours = Number(text.slice(1, 3))
	const minutes = Number(text.slice(-2))
	if (hours > 14 || minutes > 59) return null
	return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

export type DateOrder = 'ymd' | 'dmy' | 'mdy'

/** As tables write it: `2026/11/24`, `24.11.2026 10:05:33`, `20261124100533`, 2026年11月24日; and a time in a column of its own. */
export function writtenMoment(day: string, time: string, order: DateOrder, zone: string): Moment | null {
	const said = day.normalize('NFKC').trim()
	const zoned = time === '' && /[TZ]|[+-]\d\d:\d\d$/i.test(said) ? isoMoment(said.replaceAll('/', '-'), zone) : null
	if (zoned !== null) return zoned
	const run = /^(\d{4})(\d\d)(\d\d)(?:[ ]?(\d\d)(\d\d)(\d\d)?)?$/.exec(said)
	const parted =
		run ??
		/^(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,4})日?(?:[ T]+(\d{1,2})[:时](\d\d)(?:[:分](\d\d)(?:\.\d+)?)?秒?)?$/.exec(
			said,
		)
	if (parted === null) return null
	const [, a = '', b = '', c = '', hh, mm, ss] = parted
	const [y, m, d] = run !== null || a.length === 4 ? [a, b, c] : order === 'mdy' ? [c, a, b] : [c, b, a]
	if (y.length !== 4) return null
	const midnight = dayMillis(Number(y), Number(m), Number(d))
	if (midnight === null) return null
	const clock = hh === undefined ? clockOf(time) : clockMillis(Number(hh), Number(mm), Number(ss ?? '0'))
	if (clock === undefined) return null
	const iso = new Date(midnight).toISOString().slice(0, 10)
	if (clock === null) return { at: wallToUtc(zone, midnight), day: iso, dayOnly: true, assumed: false }
	return { at: wallToUtc(zone, midnight + clock), day: iso, dayOnly: false, assumed: true }
}

/** Null: there is no time. Undefined: what stands there is none. */
function clockOf(time: string): number | null | undefined {
	const said = time.normalize('NFKC').trim()
	if (said === '') return null
	const match =
		/^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/.exec(said) ?? /^(\d\d)(\d\d)(\d\d)?$/.exec(said.padStart(6, '0'))
	if (match === null) return undefined
	return clockMillis(Number(match[1]), Number(match[2]), Number(match[3] ?? '0')) ?? undefined
}

/** Excel: days since 1899-12-30 (or 1904-01-01), the part of a day being the time, to the second. */
export function serialMoment(serial: number, from1904: boolean, zone: string): Moment | null {
	if (!(serial >= 1 && serial < 110_000)) return null
	const seconds = Math.round(serial * 86_400)
	const wall = Date.UTC(from1904 ? 1904 : 1899, from1904 ? 0 : 11, from1904 ? 1 : 30) + seconds * 1000
	const day = new Date(wall).toISOString().slice(0, 10)
	if (dayMillis(Number(day.slice(0, 4)), 1, 1) === null) return null
	const dayOnly = wall % dayMs === 0
	return { at: wallToUtc(zone, wall), day, dayOnly, assumed: !dayOnly }
}

/** SWIFT `YYMMDD`; a 30th of February, which banks that count thirty days write, is the last of it. */
export function swiftDay(text: string): { readonly day: string; readonly moved: boolean } | null {
	const [yy, mm, dd] = [text.slice(0, 2), text.slice(2, 4), text.slice(4, 6)].map(Number)
	if (!/^\d{6}$/.test(text) || yy === undefined || mm === undefined || dd === undefined) return null
	const year = yy >= 80 ? 1900 + yy : 2000 + yy
	const moved = mm === 2 && (dd === 30 || (dd === 29 && dayMillis(year, 2, 29) === null))
	const date = moved ? new Date(Date.UTC(year, 2, 0)).getUTCDate() : dd
	const ms = dayMillis(year, mm, date)
	return ms === null ? null : { day: new Date(ms).toISOString().slice(0, 10), moved }
}

/** Midnight of a day in a zone. */
export function midnightOf(day: string, zone: string): number {
	return wallToUtc(zone, Date.parse(`${day}T00:00:00Z`))
}
