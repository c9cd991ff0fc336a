import type { CalendarBody } from '../../../../deadlines/contract/bodies.ts'
import { minuteOf } from '../../../../deadlines/contract/calendar-faults.ts'
import { hoursText } from '../../../../deadlines/contract/hours-text.ts'
import { dateBy } from './calendar-draft.ts'

/** W82. What one calendar does differently from another, day by day. Pure. */

type Named = { readonly en: string; readonly zh: string }
export type DaySeen = {
	/** `work`: a working weekday; `rest`: a weekly rest day. */
	readonly is: 'work' | 'rest' | 'holiday' | 'working'
	readonly name: Named | null
	readonly hours: string
}
/** Days that touch and change alike stand in one line. */
export type DaysChanged = {
	readonly from: string
	readonly until: string
	readonly days: number
	readonly before: DaySeen
	readonly after: DaySeen
}
type Total = { readonly days: number; readonly minutes: number }

export type CalendarChanges = {
	readonly zone: { readonly before: string; readonly after: string } | null
	/** Word key of the day, `weekday.5` or `make-up`. */
	readonly hours: readonly { readonly day: string; readonly before: string; readonly after: string }[]
	readonly days: readonly DaysChanged[]
	readonly known: readonly number[]
	readonly unknown: readonly number[]
	readonly sources: readonly number[]
	/** Years in which another number of days or minutes is worked. */
	readonly totals: readonly { readonly year: number; readonly before: Total; readonly after: Total }[]
}

export function calendarChanges(before: CalendarBody, after: CalendarBody): CalendarChanges {
	const years = [...new Set([...before.years, ...after.years])].sort((a, b) => a - b)
	const source = (body: CalendarBody, year: number) =>
		JSON.stringify(body.sources.find((one) => one.year === year)?.source)
	const sourced = [...new Set([...before.sources, ...after.sources].map(({ year }) => year))]
	return {
		zone: before.zone === after.zone ? null : { before: before.zone, after: after.zone },
		hours: [
			...after.week.map((hours, n) => ({ day: `weekday.${n}`, was: before.week[n] ?? [], hours })),
			{ day: 'make-up', was: before.makeUp, hours: after.makeUp },
		].flatMap(({ day, was, hours }) => {
			const [old, now] = [hoursText(was), hoursText(hours)]
			return old === now ? [] : [{ day, before: old, after: now }]
		}),
		days: daysChanged(before, after),
		known: years.filter((year) => !before.years.includes(year)),
		unknown: years.filter((year) => !after.years.includes(year)),
		sources: sourced.filter((year) => source(before, year) !== source(after, year)).sort((a, b) => a - b),
		totals: years
			.map((year) => ({ year, before: totalOf(before, year), after: totalOf(after, year) }))
			.filter(({ before: was, after: now }) => was.days !== now.days || was.minutes !== now.minutes),
	}
}

/** Nothing at all. */
export function isSame(changes: CalendarChanges): boolean {
	return (
		changes.zone === null &&
		[changes.hours, changes.days, changes.known, changes.unknown, changes.sources].every((list) => list.length === 0)
	)
}

function daysChanged(before: CalendarBody, after: CalendarBody): readonly DaysChanged[] {
	const [old, now] = [before, after].map((body) => new Map(body.days.map((day) => [day.date, day])))
	const dates = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort()
	const found: DaysChanged[] = []
	for (const date of dates) {
		if (same(old?.get(date), now?.get(date))) continue
		const one = { before: seenOn(before, date), after: seenOn(after, date) }
		const last = found.at(-1)
		if (last !== undefined && dateBy(last.until, 1) === date && alike(last, one))
			found[found.length - 1] = { ...last, until: date, days: last.days + 1 }
		else found.push({ from: date, until: date, days: 1, ...one })
	}
	return found
}

type Special = CalendarBody['days'][number]
const same = (a: Special | undefined, b: Special | undefined): boolean =>
	a?.is === b?.is &&
	a?.name.en === b?.name.en &&
	a?.name.zh === b?.name.zh &&
	JSON.stringify(a?.hours) === JSON.stringify(b?.hours)

type Pair = { readonly before: DaySeen; readonly after: DaySeen }
const alike = (a: Pair, b: Pair): boolean => JSON.stringify([a.before, a.after]) === JSON.stringify([b.before, b.after])

function seenOn(body: CalendarBody, date: string): DaySeen {
	const own = body.days.find((day) => day.date === date)
	const hours = hoursOn(body, date, own)
	const usual = hours.length > 0 ? ('work' as const) : ('rest' as const)
	return { is: own?.is ?? usual, name: own?.name ?? null, hours: hoursText(hours) }
}

function hoursOn(body: CalendarBody, date: string, own: Special | undefined): CalendarBody['makeUp'] {
	if (own?.is === 'holiday') return []
	if (own !== undefined) return own.hours ?? body.makeUp
	return body.week[(new Date(Date.parse(date)).getUTCDay() + 6) % 7] ?? []
}

function totalOf(body: CalendarBody, year: number): Total {
	const special = new Map(body.days.map((day) => [day.date, day]))
	let [days, minutes] = [0, 0]
	for (let date = `${year}-01-01`; date.startsWith(`${year}-`); date = dateBy(date, 1)) {
		const hours = hoursOn(body, date, special.get(date))
		if (hours.length === 0) continue
		days += 1
		minutes += hours.reduce((sum, [from, until]) => sum + minuteOf(until) - minuteOf(from), 0)
	}
	return { days, minutes }
}
