import { describe, expect, it } from 'vitest'
import { sampleCalendar } from '../../deadlines/contract/examples.ts'
import { wallEnd, wallText } from '../screens/deadlines/wall.ts'
import { monthsOf, stretchesOf } from '../screens/deadlines/year.ts'

const holiday = (date: string) => ({ date, is: 'holiday' as const, name: { en: 'National Day', zh: '国庆节' } })
const body = {
	...sampleCalendar,
	days: [
		...['2026-10-01', '2026-10-02', '2026-10-04', '2026-10-03'].map(holiday),
		{ date: '2026-10-10', is: 'working' as const, name: { en: 'Make-up day', zh: '调休上班' } },
		holiday('2027-10-01'),
	],
}

describe('deadlines on screen', () => {
	it('C12 midnight is told as the 24:00 of the day it ends, a beginning as 00:00', () => {
		expect(wallEnd('2026-10-08T16:00:00Z', 'Asia/Shanghai')).toBe('2026-10-08 24:00')
		expect(wallEnd('2026-10-08T09:30:00Z', 'Asia/Shanghai')).toBe('2026-10-08 17:30')
		expect(wallText('2026-10-08T16:00:00Z', 'Asia/Shanghai')).toBe('2026-10-09 00:00')
		expect(wallEnd('2026-03-29T00:00:00Z', 'Europe/London')).toBe('2026-03-28 24:00')
	})

	it('C1 the year’s grid and its table twin say the same of every day that differs', () => {
		const cells = monthsOf(body, 2026).flat(2)
		const days = cells.filter((day) => day !== null)
		expect(days).toHaveLength(365)
		expect(
			monthsOf(body, 2026)
				.flat()
				.every((week) => week.length === 7),
		).toBe(true)
		const special = days.filter(({ name }) => name !== null).map(({ date, is }) => [date, is])
		const twin = stretchesOf(body, 2026)
		expect(twin.map(({ from, until, days: n, is }) => [from, until, n, is])).toEqual([
			['2026-10-01', '2026-10-04', 4, 'holiday'],
			['2026-10-10', '2026-10-10', 1, 'working'],
		])
		expect(special).toHaveLength(twin.reduce((sum, one) => sum + one.days, 0))
		// The sample works on Saturday mornings; 1 January 2026 is a Thursday.
		expect(cells.slice(0, 4)).toMatchObject([null, null, null, { date: '2026-01-01', is: 'work' }])
		expect(days.find(({ date }) => date === '2026-01-04')?.is).toBe('rest')
	})
})
