import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readCalendar } from './calendar.ts'
import { type CalendarBody, calendarBody, type RegimeBody, regimeBody, words } from './contract/bodies.ts'
import { checkRegime } from './regime.ts'
import { readDate, writeDate } from './zone.ts'

/** What ships: China's holidays, an office calendar made with them, and regimes. Read once, checked like any edition. */

const holidayYear = z.strictObject({
	year: z.int(),
	notice: z.strictObject({ number: z.string(), date: z.iso.date(), en: z.string(), zh: z.string() }),
	holidays: z.array(words.extend({ from: z.iso.date(), until: z.iso.date(), makeUp: z.array(z.iso.date()) })),
})
export type HolidayYear = z.output<typeof holidayYear>

const regimeFile = z.array(regimeBody.extend({ key: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/) }))

/** C6. China's holidays by year, oldest first. */
export function chinaHolidays(): readonly HolidayYear[] {
	const folder = join(import.meta.dirname, 'holidays')
	return readdirSync(folder)
		.filter((name) => /^cn-\d{4}\.json$/.test(name))
		.sort()
		.map((name) => holidayYear.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}

const office: [string, string][] = [
	['09:00', '12:00'],
	['13:30', '17:30'],
]

/** The calendar that holds where no agency has published one: office hours, Monday to Friday, China's holidays. */
export function shippedCalendar(): CalendarBody {
	const years = chinaHolidays()
	const body = calendarBody.parse({
		zone: 'Asia/Shanghai',
		week: [office, office, office, office, office, [], []],
		makeUp: office,
		days: years.flatMap((year) => daysOf(year)),
		years: years.map(({ year }) => year),
		sources: years.map(({ year, notice }) => ({ year, source: { en: notice.en, zh: notice.zh } })),
	})
	readCalendar(body)
	return body
}

/** Holidays and make-up days of a year, as days of a calendar. */
export function daysOf(year: HolidayYear): CalendarBody['days'] {
	return year.holidays.flatMap(({ en, zh, from, until, makeUp }) => {
		const days: CalendarBody['days'] = []
		for (let date = readDate(from) ?? 0; date <= (readDate(until) ?? 0); date += 1)
			days.push({ date: writeDate(date), is: 'holiday', name: { en, zh } })
		const name = { en: `Make-up day of ${en}`, zh: `${zh}调休上班` }
		for (const date of makeUp) days.push({ date, is: 'working', name })
		return days
	})
}

/** The regimes that ship, by key. */
export function shippedRegimes(): ReadonlyMap<string, RegimeBody> {
	const file = join(import.meta.dirname, 'regimes', 'cn.json')
	const read = regimeFile.parse(JSON.parse(readFileSync(file, 'utf8')))
	return new Map(
		read.map(({ key, ...body }) => {
			checkRegime(body)
			return [key, body]
		}),
	)
}
