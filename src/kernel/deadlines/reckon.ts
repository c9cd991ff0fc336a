import type { Calendar, CalendarDate } from './calendar.ts'
import type { Unit } from './contract/bodies.ts'
import {
	addMonths,
	dateAt,
	day,
	endOfDate,
	firstAt,
	stretchAt,
	stretchEnd,
	wallAt,
	writeDate,
	type Zone,
} from './zone.ts'

/** A stretch in which the clock stands still: minutes since 1970, `[from, until)`. */
export type Pause = { readonly from: number; readonly until: number; readonly ground: string }

export type Question = {
	readonly unit: Unit
	readonly amount: number
	readonly countsStart: boolean
	readonly atHoliday: 'stays' | 'next_working_day'
	readonly dayEnds: 'midnight' | 'close'
	readonly liberty: boolean
	/** Minute since 1970 (UTC). */
	readonly from: number
	/** In order, without overlap. */
	readonly pauses: readonly Pause[]
}

/** Why a part counts or not. `moved`: the end went on to the next working day. */
export type Why = 'counted' | 'make_up' | 'start' | 'rest' | 'holiday' | 'break' | 'closed' | 'pause' | 'moved'

/** One part of a sum: minutes since 1970, `[from, until)`; `counts` in the unit counted (minutes or days), 0 when skipped. */
export type Part = {
	readonly from: number
	readonly until: number
	readonly why: Why
	readonly counts: number
	readonly name?: { readonly en: string; readonly zh: string }
	readonly ground?: string
}

export type Sum = {
	readonly due: number
	readonly parts: readonly Part[]
	/** Years the sum touched whose holidays are not known (C7). */
	readonly missingYears: readonly number[]
}

/** The longest sum, in minutes: 50 years (C18). */
const longest = 50 * 365.25 * day

/** A sum that cannot be made. */
export class TooLong extends Error {}

/** When the amount has passed, and every part on the way (C10 to C16). @throws TooLong past 50 years */
export function reckon(question: Question, calendar: Calendar): Sum {
	const parts = new Parts()
	const counting = { question, calendar, parts, limit: question.from + longest }
	switch (question.unit) {
		case 'minutes':
			return finished(counting, elapsed(counting, question.from, question.amount))
		case 'hours':
			return finished(counting, elapsed(counting, beginHours(counting), question.amount * 60))
		case 'working_hours':
			return finished(counting, worked(counting, beginHours(counting), question.amount * 60), true)
		case 'months':
			if (question.liberty) return finished(counting, elapsed(counting, question.from, monthsInMinutes(counting)))
			return finished(counting, days(counting, monthsInDays(counting), false))
		default: {
			if (question.liberty) return finished(counting, elapsed(counting, question.from, question.amount * day))
			return finished(counting, days(counting, question.amount, question.unit === 'working_days'))
		}
	}
}

type Counting = {
	readonly question: Question
	readonly calendar: Calendar
	readonly parts: Parts
	readonly limit: number
}

function finished({ question, calendar, parts }: Counting, due: number, byCalendar = false): Sum {
	const { unit, atHoliday, dayEnds } = question
	const asks = byCalendar || unit === 'working_days' || atHoliday === 'next_working_day' || dayEnds === 'close'
	const missing: number[] = []
	if (asks) {
		const year = (minute: number) => Number(writeDate(dateAt(calendar.zone, minute)).slice(0, 4))
		for (let y = year(question.from); y <= year(due - 1); y += 1) if (!calendar.years.has(y)) missing.push(y)
	}
	return { due, parts: parts.all(), missingYears: missing }
}

/** Parts in order; like ones that touch are one. */
class Parts {
	readonly #all: Part[] = []

	add(part: Part): void {
		if (part.until <= part.from) return
		const before = this.#all.at(-1)
		if (before !== undefined && before.until === part.from && alike(before, part)) {
			this.#all[this.#all.length - 1] = { ...before, until: part.until, counts: before.counts + part.counts }
			return
		}
		this.#all.push(part)
	}

	/** Ends the last part earlier. */
	cut(until: number): void {
		const last = this.#all.at(-1)
		if (last !== undefined) this.#all[this.#all.length - 1] = { ...last, until }
	}

	all(): readonly Part[] {
		return this.#all
	}
}

function alike(a: Part, b: Part): boolean {
	return a.why === b.why && a.ground === b.ground && a.name?.en === b.name?.en
}

/** The minute hours begin to count at: at once, or at the next full hour of the wall clock (C11). */
function beginHours({ question, calendar: { zone }, parts }: Counting): number {
	if (question.countsStart) return question.from
	const at = fullHourAfter(zone, question.from)
	parts.add({ from: question.from, until: at, why: 'start', counts: 0 })
	return at
}

function fullHourAfter(zone: Zone, minute: number): number {
	let at = minute + 1
	for (;;) {
		const stretch = stretchAt(zone, at)
		const offset = zone.offset[stretch] ?? 0
		const full = Math.ceil((at + offset) / 60) * 60 - offset
		if (full < stretchEnd(zone, stretch)) return full
		at = stretchEnd(zone, stretch)
	}
}

/** From the start to the same minute of the wall clock so many months later. */
function monthsInMinutes({ question, calendar: { zone } }: Counting): number {
	const wall = wallAt(zone, question.from)
	const date = Math.floor(wall / day)
	return firstAt(zone, addMonths(date, question.amount) * day + wall - date * day, question.from) - question.from
}

/** How many dates lie between the start and the day of the same number (C12). A start that counts is one day earlier. */
function monthsInDays({ question, calendar: { zone } }: Counting): number {
	const first = dateAt(zone, question.from) - (question.countsStart ? 1 : 0)
	let dates = 0
	for (let date = first + 1; date <= addMonths(first, question.amount); date += 1)
		if (endOfDate(zone, date) > endOfDate(zone, date - 1)) dates += 1
	return dates
}

/** Counts `amount` minutes from `at`, standing still in pauses. */
function elapsed({ question, parts, limit }: Counting, at: number, amount: number): number {
	let now = at
	let left = amount
	for (const pause of question.pauses) {
		if (pause.until <= now) continue
		const run = Math.min(left, Math.max(0, pause.from - now))
		parts.add({ from: now, until: now + run, why: 'counted', counts: run })
		now += run
		left -= run
		if (left === 0) break
		parts.add({ from: now, until: pause.until, why: 'pause', counts: 0, ground: pause.ground })
		now = pause.until
	}
	parts.add({ from: now, until: now + left, why: 'counted', counts: left })
	if (now + left > limit) throw new TooLong()
	return now + left
}

/** Counts working minutes, walking from one change of the wall clock, the date or the hours to the next. */
function worked(counting: Counting, at: number, amount: number): number {
	const { question, calendar, parts, limit } = counting
	let now = at
	let left = amount
	while (left > 0) {
		if (now > limit) throw new TooLong()
		const piece = pieceAt(calendar, now)
		let until = piece.until
		const pause = pauseAt(question.pauses, now)
		if (pause !== null) {
			until = pause.until
			parts.add({ from: now, until, why: 'pause', counts: 0, ground: pause.ground })
		} else {
			for (const next of question.pauses) if (next.from > now) until = Math.min(until, next.from)
			if (piece.counts) {
				until = Math.min(until, now + left)
				left -= until - now
			}
			parts.add(partOf(piece, now, until))
		}
		now = until
	}
	return now
}

type Piece = { readonly until: number; readonly counts: boolean; readonly date: CalendarDate; readonly inside: boolean }

/** From a minute on, as far as nothing changes. */
function pieceAt({ zone, dateOf }: Calendar, minute: number): Piece {
	const stretch = stretchAt(zone, minute)
	const offset = zone.offset[stretch] ?? 0
	const date = Math.floor((minute + offset) / day)
	const wall = minute + offset - date * day
	const kind = dateOf(date)
	const cut = (end: number) => Math.min(date * day + end - offset, stretchEnd(zone, stretch))
	for (const [n, [from, until]] of kind.hours.entries()) {
		if (wall < from) return { until: cut(from), counts: false, date: kind, inside: n > 0 }
		if (wall < until) return { until: cut(until), counts: true, date: kind, inside: true }
	}
	return { until: cut(day), counts: false, date: kind, inside: false }
}

function partOf({ counts, date, inside }: Piece, from: number, until: number): Part {
	if (counts) {
		const { name } = date
		return {
			from,
			until,
			why: name === null ? 'counted' : 'make_up',
			counts: until - from,
			...(name === null ? {} : { name }),
		}
	}
	if (date.hours.length > 0) return { from, until, why: inside ? 'break' : 'closed', counts: 0 }
	return { from, until, ...notWorked(date), counts: 0 }
}

function notWorked({ name }: CalendarDate): Pick<Part, 'why' | 'name'> {
	return name === null ? { why: 'rest' } : { why: 'holiday', name }
}

function pauseAt(pauses: readonly Pause[], minute: number): Pause | null {
	return pauses.find((pause) => pause.from <= minute && minute < pause.until) ?? null
}

/** Counts dates until `amount` are counted, then moves on to a working day when the regime says so. */
function days(counting: Counting, amount: number, workingOnly: boolean): number {
	const { question, calendar, parts, limit } = counting
	const { zone } = calendar
	let date = dateAt(zone, question.from)
	let now = question.from
	if (!question.countsStart) {
		const end = endOfDate(zone, date)
		parts.add({ from: now, until: end, why: 'start', counts: 0 })
		now = Math.max(now, end)
		date += 1
	}
	let counted = 0
	for (; ; date += 1) {
		if (now > limit) throw new TooLong()
		const end = endOfDate(zone, date)
		// A date the zone left out (a move across the date line) is no day.
		if (end <= now) continue
		const kind = calendar.dateOf(date)
		const pause = pauseAt(question.pauses, end - 1)
		const step = pause === null && !(workingOnly && kind.hours.length === 0) ? 1 : 0
		parts.add({ from: now, until: end, ...whyOf(pause, kind, workingOnly), counts: step })
		now = end
		counted += step
		if (counted === amount) break
	}
	return movedOn(counting, date, now)
}

function whyOf(pause: Pause | null, kind: CalendarDate, workingOnly: boolean): Pick<Part, 'why' | 'name' | 'ground'> {
	if (pause !== null) return { why: 'pause', ground: pause.ground }
	if (!workingOnly) return { why: 'counted' }
	if (kind.hours.length === 0) return notWorked(kind)
	return kind.name === null ? { why: 'counted' } : { why: 'make_up', name: kind.name }
}

/** C13, C12: from the last counted date to a working one, and to where that date ends. */
function movedOn(counting: Counting, last: number, end: number): number {
	const { question, calendar, parts, limit } = counting
	let date = last
	let now = end
	while (question.atHoliday === 'next_working_day' && calendar.dateOf(date).hours.length === 0) {
		if (now > limit) throw new TooLong()
		const { name } = calendar.dateOf(date)
		date += 1
		const next = endOfDate(calendar.zone, date)
		parts.add({ from: now, until: next, why: 'moved', counts: 0, ...(name === null ? {} : { name }) })
		now = Math.max(now, next)
	}
	const close = question.dayEnds === 'close' ? closeOf(calendar, date) : null
	if (close === null || close <= question.from) return now
	parts.cut(close)
	return close
}

/** The minute after the last one worked on a date; null when it is not worked. */
function closeOf({ zone, dateOf }: Calendar, date: number): number | null {
	let close: number | null = null
	const near = stretchAt(zone, date * day)
	for (let s = Math.max(0, near - 1); s <= Math.min(zone.at.length - 1, near + 2); s += 1) {
		const base = date * day - (zone.offset[s] ?? 0)
		for (const [from, until] of dateOf(date).hours) {
			const end = Math.min(base + until, stretchEnd(zone, s))
			if (end > Math.max(base + from, zone.at[s] ?? 0)) close = Math.max(close ?? end, end)
		}
	}
	return close
}
