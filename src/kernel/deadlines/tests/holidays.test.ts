import { describe, expect, it } from 'vitest'
import { readCalendar } from '../calendar.ts'
import { chinaHolidays, daysOf, shippedCalendar, shippedRegimes } from '../shipped.ts'
import { daysFrom, readDate } from '../zone.ts'

const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay()
const isWeekend = (date: string) => weekday(date) === 0 || weekday(date) === 6

/** Days off by the Regulation on public holidays: 11, and 13 since its revision of November 2024. */
const statutory = { 2024: 11, 2025: 13, 2026: 13 } as const
/** Working days of the year, as published for the calculation of wages: weekdays less statutory days. */
const working = { 2024: 251, 2025: 248, 2026: 248 } as const

describe('holidays that ship', () => {
	it('C6 2024, 2025 and 2026 are there, each with the number of its notice', () => {
		expect(chinaHolidays().map(({ year, notice }) => [year, notice.number])).toEqual([
			[2024, '国办发明电〔2023〕7号'],
			[2025, '国办发明电〔2024〕12号'],
			[2026, '国办发明电〔2025〕7号'],
		])
		for (const { notice } of chinaHolidays()) {
			expect(notice.zh).toContain(notice.number)
			expect(notice.en).toContain(notice.number)
		}
	})

	it.each([2024, 2025, 2026] as const)(
		'C6 %i: make-up days are weekend days, holidays touch, and the totals are right',
		(year) => {
			const found = chinaHolidays().find((one) => one.year === year)
			if (found === undefined) throw new Error('the year ships')
			const days = daysOf(found)
			const dates = days.map(({ date }) => date)
			expect(new Set(dates).size).toBe(dates.length)
			expect(dates.every((date) => date.startsWith(String(year)))).toBe(true)
			const makeUp = days.filter(({ is }) => is === 'working')
			expect(makeUp.every(({ date }) => isWeekend(date))).toBe(true)
			const off = days.filter(({ is, date }) => is === 'holiday' && !isWeekend(date))
			// Every working day given for a longer holiday is worked on a weekend: what is left are the statutory days.
			expect(off.length - makeUp.length).toBe(statutory[year])
			const calendar = readCalendar(shippedCalendar())
			let worked = 0
			for (let date = daysFrom(year, 1, 1); date < daysFrom(year + 1, 1, 1); date += 1)
				if (calendar.dateOf(date).hours.length > 0) worked += 1
			expect(worked).toBe(working[year])
		},
	)

	it('C6 lengths and days are those of the notices', () => {
		const lengths = chinaHolidays().map(({ holidays }) =>
			holidays.map(({ zh, from, until, makeUp }) => [
				zh,
				(readDate(until) ?? 0) - (readDate(from) ?? 0) + 1,
				from.slice(5),
				...makeUp.map((date) => date.slice(5)),
			]),
		)
		expect(lengths).toEqual([
			[
				['元旦', 1, '01-01'],
				['春节', 8, '02-10', '02-04', '02-18'],
				['清明节', 3, '04-04', '04-07'],
				['劳动节', 5, '05-01', '04-28', '05-11'],
				['端午节', 1, '06-10'],
				['中秋节', 3, '09-15', '09-14'],
				['国庆节', 7, '10-01', '09-29', '10-12'],
			],
			[
				['元旦', 1, '01-01'],
				['春节', 8, '01-28', '01-26', '02-08'],
				['清明节', 3, '04-04'],
				['劳动节', 5, '05-01', '04-27'],
				['端午节', 3, '05-31'],
				['国庆节、中秋节', 8, '10-01', '09-28', '10-11'],
			],
			[
				['元旦', 3, '01-01', '01-04'],
				['春节', 9, '02-15', '02-14', '02-28'],
				['清明节', 3, '04-04'],
				['劳动节', 5, '05-01', '05-09'],
				['端午节', 3, '06-19'],
				['中秋节', 3, '09-25'],
				['国庆节', 7, '10-01', '09-20', '10-10'],
			],
		])
	})
})

describe('regimes that ship', () => {
	it('C20 each has a basis in both languages, and says when its article is not yet confirmed', () => {
		for (const [key, regime] of shippedRegimes()) {
			for (const { basis } of [regime, ...regime.pauses, ...regime.extensions]) {
				expect(basis.en.length, key).toBeGreaterThan(10)
				expect(/[\u4e00-\u9fff]/.test(basis.zh), key).toBe(true)
				expect(basis.en.includes('onfirmed by the bureau'), key).toBe(!basis.confirmed)
				expect(basis.zh.includes('待本局法制部门确认'), key).toBe(!basis.confirmed)
			}
		}
	})

	it('C15 every regime of detention, summons and custody is a liberty clock', () => {
		const liberty = [...shippedRegimes()].filter(([, regime]) => regime.liberty).map(([key]) => key)
		expect(liberty).toEqual([
			'cn.detention.deliver',
			'cn.detention.notify-family',
			'cn.detention.interrogate',
			'cn.detention.request-arrest',
			'cn.arrest.notify-family',
			'cn.summons',
			'cn.custody.investigation',
			'cn.questioning',
		])
	})
})
