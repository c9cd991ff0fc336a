import type { CalendarBody } from '../../../../deadlines/contract/bodies.ts'
import { calendarFaults, zoneFault } from '../../../../deadlines/contract/calendar-faults.ts'
import { unnamed, unreadHours } from '../../../../deadlines/contract/draft-faults.ts'
import type { BodyFault } from '../../../../deadlines/contract/faults.ts'
import { hoursText, readHours } from '../../../../deadlines/contract/hours-text.ts'

/** A calendar as it is being written: hours as text, so that what cannot be read yet stands. Pure. */

export type DayKind = 'week' | 'holiday' | 'working'

/** A day that differs from its weekday. `hours`: null for those of a make-up day. */
export type DayDraft = {
	readonly date: string
	readonly is: 'holiday' | 'working'
	readonly en: string
	readonly zh: string
	readonly hours: string | null
}

export type CalendarDraft = {
	readonly zone: string
	/** Monday first. */
	readonly week: readonly string[]
	readonly makeUp: string
	/** By date. */
	readonly days: readonly DayDraft[]
	readonly years: readonly number[]
	readonly sources: readonly { readonly year: number; readonly en: string; readonly zh: string }[]
}

/** The draft that begins with an edition, word for word. */
export function calendarDraft(body: CalendarBody): CalendarDraft {
	return {
		zone: body.zone,
		week: body.week.map(hoursText),
		makeUp: hoursText(body.makeUp),
		days: body.days
			.map(({ date, is, name, hours }) => ({
				date,
				is,
				...name,
				hours: hours === undefined ? null : hoursText(hours),
			}))
			.sort((a, b) => a.date.localeCompare(b.date)),
		years: [...body.years].sort((a, b) => a - b),
		sources: body.sources.map(({ year, source }) => ({ year, ...source })),
	}
}

/** W80. The calendar a draft says, and every fault of it at its place; hours that cannot be read count as none meanwhile. */
export function calendarOfDraft(draft: CalendarDraft): {
	readonly body: CalendarBody
	readonly faults: readonly BodyFault[]
} {
	const faults: BodyFault[] = []
	const unread = new Set<string>()
	const read = (at: string, text: string) => {
		const hours = readHours(text)
		if (hours === null) {
			unread.add(at)
			faults.push(unreadHours(at, text))
		}
		return hours ?? []
	}
	const [mon = [], tue = [], wed = [], thu = [], fri = [], sat = [], sun = []] = draft.week.map((text, n) =>
		read(`week.${n}`, text),
	)
	const body: CalendarBody = {
		zone: draft.zone,
		week: [mon, tue, wed, thu, fri, sat, sun],
		makeUp: read('makeUp', draft.makeUp),
		days: draft.days.map(({ date, is, en, zh, hours }) => {
			const at = `days ${date}`
			if (en.trim() === '' || zh.trim() === '') faults.push(unnamed('C1', at, { en: date, zh: `${date} ` }))
			return {
				date,
				is,
				name: { en: en.trim(), zh: zh.trim() },
				...(hours === null ? {} : { hours: read(at, hours) }),
			}
		}),
		years: [...draft.years],
		sources: draft.sources
			.filter(({ en, zh }) => en.trim() !== '' || zh.trim() !== '')
			.map(({ year, en, zh }) => {
				if (en.trim() === '' || zh.trim() === '')
					faults.push(unnamed('C1', 'sources', { en: `the source of ${year}`, zh: `${year} 年来源` }))
				return { year, source: { en: en.trim(), zh: zh.trim() } }
			}),
	}
	const zone = zoneFault(draft.zone)
	return {
		body,
		faults: [...(zone === null ? [] : [zone]), ...faults, ...calendarFaults(body).filter(({ at }) => !unread.has(at))],
	}
}

/** Whether a date stands in the draft as a holiday or a make-up day, or is as its weekday says. */
export function kindOf(draft: CalendarDraft, date: string): DayKind {
	return dayOf(draft, date)?.is ?? 'week'
}

export function dayOf(draft: CalendarDraft, date: string): DayDraft | undefined {
	return draft.days.find((day) => day.date === date)
}

/** Where a step along the year leads, `2026-10-01` by `days`. */
export function dateBy(date: string, days: number): string {
	return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The same day of the month before or after, or that month's last. */
export function monthBy(date: string, months: number): string {
	const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
	const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
	return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10)
}

/**
 * W81. A day made a holiday, a make-up day or as its weekday says. Marked, it takes the name of the day before or after it
 * that is the same, else the one it had, else `name`.
 */
export function markDay(
	draft: CalendarDraft,
	date: string,
	is: DayKind,
	name: { readonly en: string; readonly zh: string } = { en: '', zh: '' },
): CalendarDraft {
	const was = dayOf(draft, date)
	if (is === 'week') return { ...draft, days: draft.days.filter((day) => day.date !== date) }
	if (was?.is === is) return draft
	const near = [dateBy(date, -1), dateBy(date, 1)].map((beside) => dayOf(draft, beside)).find((day) => day?.is === is)
	const called = near ?? was ?? name
	return withDay(draft, { date, is, en: called.en, zh: called.zh, hours: null })
}

/** The draft with a day as given, in its place. */
export function withDay(draft: CalendarDraft, day: DayDraft): CalendarDraft {
	const others = draft.days.filter(({ date }) => date !== day.date)
	return { ...draft, days: [...others, day].sort((a, b) => a.date.localeCompare(b.date)) }
}

/** W81. A name given to a day, and to the days touching it that are the same and were called the same. */
export function nameDay(
	draft: CalendarDraft,
	date: string,
	part: { readonly en?: string; readonly zh?: string },
): CalendarDraft {
	const was = dayOf(draft, date)
	if (was === undefined) return draft
	const run = new Set([date])
	for (const step of [-1, 1])
		for (let at = dateBy(date, step); ; at = dateBy(at, step)) {
			const day = dayOf(draft, at)
			if (day?.is !== was.is || day.en !== was.en || day.zh !== was.zh) break
			run.add(at)
		}
	return { ...draft, days: draft.days.map((day) => (run.has(day.date) ? { ...day, ...part } : day)) }
}

/** Names the calendar gives days of a kind, each once. */
export function namesOf(draft: CalendarDraft, is: DayKind): readonly { readonly en: string; readonly zh: string }[] {
	const found = new Map<string, { en: string; zh: string }>()
	for (const day of draft.days)
		if (day.is === is && day.en.trim() !== '' && day.zh.trim() !== '')
			found.set(`${day.en}\n${day.zh}`, { en: day.en, zh: day.zh })
	return [...found.values()]
}

/** What pressing a day again makes of it. */
export function nextKind(is: DayKind): DayKind {
	return is === 'week' ? 'holiday' : is === 'holiday' ? 'working' : 'week'
}

/** Whether the holidays of a year are known, and where from. */
export function withYear(draft: CalendarDraft, year: number, known: boolean): CalendarDraft {
	const others = draft.years.filter((one) => one !== year)
	return { ...draft, years: known ? [...others, year].sort((a, b) => a - b) : others }
}

export function withSource(
	draft: CalendarDraft,
	year: number,
	part: { readonly en?: string; readonly zh?: string },
): CalendarDraft {
	const was = draft.sources.find((one) => one.year === year) ?? { year, en: '', zh: '' }
	const sources = [...draft.sources.filter((one) => one.year !== year), { ...was, ...part }]
	return { ...draft, sources: sources.sort((a, b) => a.year - b.year) }
}
