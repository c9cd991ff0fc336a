import { describe, expect, it } from 'vitest'
import { readCalendar } from '../calendar.ts'
import { type CalendarBody, calendarBody, type RegimeBody, regimeBody } from '../contract/bodies.ts'
import { sampleCalendar, sampleRegime } from '../contract/examples.ts'
import { calendarFaults, zoneFault } from '../contract/calendar-faults.ts'
import { regimeFaults, widerThan } from '../contract/regime-faults.ts'
import { checkRegime } from '../regime.ts'
import { shippedRegimes } from '../shipped.ts'

const calendar = (change: Partial<CalendarBody>) => () => readCalendar({ ...sampleCalendar, ...change })
const regime = (change: Partial<RegimeBody>) => () => checkRegime({ ...sampleRegime, ...change })
const name = { en: 'A day', zh: '某日' }
const basis = { en: 'A text', zh: '依据', confirmed: true }

describe('calendars', () => {
	it('C2 what cannot be counted with is refused, each fault named', () => {
		expect(calendar({ week: [[], [], [], [], [], [], []] })).toThrow('without working time')
		expect(calendar({ makeUp: [['12:00', '09:00']] })).toThrow('runs backwards')
		expect(
			calendar({
				makeUp: [
					['09:00', '12:00'],
					['11:00', '13:00'],
				],
			}),
		).toThrow('begins before')
		expect(calendar({ zone: 'Asia/Xigang' })).toThrow('no time zone')
		const twice = { date: '2026-01-02', is: 'holiday' as const, name }
		expect(calendar({ days: [twice, twice] })).toThrow('stands twice')
		expect(calendar({ days: [{ date: '2026-02-30', is: 'holiday', name }] })).toThrow('is no date')
		expect(calendar({ days: [{ ...twice, hours: [['09:00', '10:00']] }] })).toThrow('is a holiday and has hours')
		expect(calendar({ days: [{ date: '2026-01-03', is: 'working', name, hours: [] }] })).toThrow('without hours')
		expect(calendar({ years: [2026, 2026] })).toThrow('a year stands twice')
	})

	it('C1 times of day, dates and languages are checked before', () => {
		const reads = (change: object) => calendarBody.safeParse({ ...sampleCalendar, ...change }).success
		expect(reads({})).toBe(true)
		expect(reads({ makeUp: [['09:00', '25:00']] })).toBe(false)
		expect(reads({ makeUp: [['9:00', '12:00']] })).toBe(false)
		expect(reads({ days: [{ date: '1.1.2026', is: 'holiday', name }] })).toBe(false)
		expect(reads({ days: [{ date: '2026-01-01', is: 'holiday', name: { en: 'A day' } }] })).toBe(false)
		expect(reads({ week: sampleCalendar.week.slice(1) })).toBe(false)
		expect(reads({ cycles: true })).toBe(false)
	})
})

describe('regimes', () => {
	it('C15 a liberty clock with working time, a moved end, a closing time or an uncounted start is refused', () => {
		const liberty = { liberty: true, unit: 'minutes' as const }
		expect(regime(liberty)).not.toThrow()
		expect(regime({ ...liberty, unit: 'working_hours' })).toThrow('no working time')
		expect(regime({ ...liberty, atHoliday: 'next_working_day' })).toThrow('no holiday')
		expect(regime({ ...liberty, dayEnds: 'close' })).toThrow('no closing time')
		expect(regime({ ...liberty, countsStart: false })).toThrow('from its moment')
	})

	it('C34 a ladder that goes down, or reaches a higher tier earlier, is refused', () => {
		expect(
			regime({
				ladder: [
					{ tier: 'city', afterMinutes: 1 },
					{ tier: 'county', afterMinutes: 2 },
				],
			}),
		).toThrow('goes down')
		expect(
			regime({
				ladder: [
					{ tier: 'county', afterMinutes: 9 },
					{ tier: 'city', afterMinutes: 2 },
				],
			}),
		).toThrow('before county')
	})

	it('C20 a ground stands once, and is a word of the closed shape', () => {
		const ground = { ground: 'absent', name, basis, mostMinutes: 60 }
		expect(regime({ pauses: [ground, ground] })).toThrow('twice')
		expect(regimeBody.safeParse({ ...sampleRegime, pauses: [{ ...ground, ground: 'Any reason' }] }).success).toBe(false)
	})

	it('C26 a bureau narrows a shipped liberty regime and never widens it', () => {
		const shipped = shippedRegimes().get('cn.custody.investigation')
		if (shipped === undefined) throw new Error('the regime ships')
		const wider = (body: RegimeBody, ships: RegimeBody) => widerThan(body, ships).map(({ en }) => en)
		expect(wider({ ...shipped, amount: 1, pauses: [], extensions: [] }, shipped)).toEqual([])
		expect(wider({ ...shipped, amount: 3 }, shipped)).toEqual(['it is longer'])
		expect(wider({ ...shipped, liberty: false }, shipped)).toEqual(['it is no longer a liberty clock'])
		expect(wider({ ...shipped, warnMinutes: 0 }, shipped)).toEqual(['it warns later'])
		const pauses = [...shipped.pauses, { ground: 'busy', name, basis, mostMinutes: 60 }]
		expect(wider({ ...shipped, pauses }, shipped)).toEqual(['it stands still longer on busy'])
		const extensions = shipped.extensions.map((one) => ({ ...one, most: one.most + 1 }))
		expect(wider({ ...shipped, extensions }, shipped)).toHaveLength(shipped.extensions.length)
		const free = shippedRegimes().get('house.rectify')
		if (free === undefined) throw new Error('the regime ships')
		expect(wider({ ...free, amount: 30 }, free)).toEqual([])
	})

	it('C2 every fault says its rule, its place and its sentence in both languages', () => {
		const faults = calendarFaults({
			...sampleCalendar,
			makeUp: [['12:00', '09:00']],
			week: [[], [], [], [], [], [], []],
			days: [
				{ date: '2026-02-30', is: 'holiday', name },
				{ date: '2026-03-01', is: 'working', name, hours: [] },
				{ date: '2026-03-02', is: 'holiday', name, hours: [] },
			],
		})
		expect(faults.map(({ at }) => at)).toEqual([
			'makeUp',
			'week.0',
			'days 2026-02-30',
			'days 2026-03-01',
			'days 2026-03-02',
		])
		const wrong = { ...sampleRegime, liberty: true, atHoliday: 'next_working_day' as const, dayEnds: 'close' as const }
		for (const { rule, en, zh } of [...faults, ...regimeFaults(wrong), zoneFault('Asia/Xigang')].filter(
			(x) => x !== null,
		)) {
			expect(rule).toMatch(/^C\d+$/)
			expect(en).toMatch(/[a-z]/)
			expect(zh).toMatch(/[\u4e00-\u9fff]/)
		}
		expect(regimeFaults(wrong).map(({ at }) => at)).toEqual(['unit', 'atHoliday', 'dayEnds'])
		expect(zoneFault('Asia/Shanghai')).toBeNull()
	})
})
