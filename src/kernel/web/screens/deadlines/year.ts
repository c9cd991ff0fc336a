import type { CalendarBody } from '../../../deadlines/contract/bodies.ts'

/** A year of a calendar as a grid and as its twin, a list of the days that differ. Pure. */

export type DayShown = {
	/** `2026-10-01`. */
	readonly date: string
	readonly number: number
	/** `work`: a working weekday; `rest`: a weekly rest day. */
	readonly is: 'work' | 'rest' | 'holiday' | 'working'
	readonly name: { readonly en: string; readonly zh: string } | null
}

const iso = (date: Date): string => date.toISOString().slice(0, 10)

/** Twelve months of weeks, Monday first; a place outside the month is null. */
export function monthsOf(body: CalendarBody, year: number): readonly (readonly (readonly (DayShown | null)[])[])[] {
	const special = new Map(body.days.map((one) => [one.date, one]))
	return Array.from({ length: 12 }, (_, month) => {
		const days: (DayShown | null)[] = []
		for (let number = 1; ; number += 1) {
			const at = new Date(Date.UTC(year, month, number))
			if (at.getUTCMonth() !== month) break
			const weekday = (at.getUTCDay() + 6) % 7
			if (number === 1) days.push(...Array.from({ length: weekday }, () => null))
			const own = special.get(iso(at))
			const usual = (body.week[weekday] ?? []).length > 0 ? ('work' as const) : ('rest' as const)
			days.push({ date: iso(at), number, is: own?.is ?? usual, name: own?.name ?? null })
		}
		while (days.length % 7 > 0) days.push(null)
		return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
	})
}

export type Stretch = {
	readonly from: string
	readonly until: string
	readonly days: number
	readonly is: 'holiday' | 'working'
	readonly name: { readonly en: string; readonly zh: string }
}

/** Days that differ, those that touch and are called the same in one line. */
export function stretchesOf(body: CalendarBody, year: number): readonly Stretch[] {
	const days = body.days.filter(({ date }) => date.startsWith(`${year}-`)).sort((a, b) => a.date.localeCompare(b.date))
	const found: Stretch[] = []
	for (const { date, is, name } of days) {
		const last = found.at(-1)
		const touches = last !== undefined && iso(new Date(Date.parse(last.until) + 86_400_000)) === date
		if (touches && last.is === is && last.name.en === name.en)
			found[found.length - 1] = { ...last, until: date, days: last.days + 1 }
		else found.push({ from: date, until: date, days: 1, is, name })
	}
	return found
}
