import { describe, expect, it } from 'vitest'
import { readCalendar } from '../calendar.ts'
import type { CalendarBody } from '../contract/bodies.ts'
import { type Question, reckon } from '../reckon.ts'
import { shippedCalendar, shippedRegimes } from '../shipped.ts'
import { partsToKeep, reckonFor } from '../sum.ts'
import { addMonths, endOfDate, readDate, writeDate, zoneOf } from '../zone.ts'
import { tryCases } from './cases.ts'

const office = shippedCalendar()
const calendar = readCalendar(office)
const at = (text: string) => Date.parse(text) / 60_000
const text = (minute: number) => new Date(minute * 60_000).toISOString()

const question = (asked: Partial<Question> & Pick<Question, 'unit' | 'amount' | 'from'>): Question => ({
	countsStart: true,
	atHoliday: 'stays',
	dayEnds: 'midnight',
	liberty: false,
	pauses: [],
	...asked,
})
const due = (asked: Parameters<typeof question>[0], by = calendar) => text(reckon(question(asked), by).due)

describe('counting', () => {
	it('C19 agrees with one made by stepping minute by minute, and its parts are whole (C16)', () => {
		const seed = Number(process.env['SEAWALL_SEED'] ?? '0')
		const { tried, differing, broken } = tryCases(5_000, seed)
		expect(tried).toBe(5_000)
		expect(differing).toEqual([])
		expect(broken).toEqual([])
	}, 120_000)

	it('C11 the starting hour or day counts or not, as the regime says', () => {
		const from = at('2026-03-02T10:20:00+08:00')
		expect(due({ unit: 'hours', amount: 24, from })).toBe('2026-03-03T02:20:00.000Z')
		expect(due({ unit: 'hours', amount: 24, from, countsStart: false })).toBe('2026-03-03T03:00:00.000Z')
		expect(due({ unit: 'days', amount: 3, from })).toBe('2026-03-04T16:00:00.000Z')
		expect(due({ unit: 'days', amount: 3, from, countsStart: false })).toBe('2026-03-05T16:00:00.000Z')
		// On the hour itself, that hour is the one that does not count.
		expect(due({ unit: 'hours', amount: 1, from: at('2026-03-02T10:00:00+08:00'), countsStart: false })).toBe(
			'2026-03-02T04:00:00.000Z',
		)
	})

	it('C11 where the clocks change by half an hour at the full hour, the next full hour is the one after', () => {
		const lordHowe = readCalendar({ ...office, zone: 'Australia/Lord_Howe', days: [] })
		// 5 April 2025: at two o'clock it became half past one again.
		const from = at('2025-04-05T14:54:00Z')
		expect(due({ unit: 'hours', amount: 1, from, countsStart: false }, lordHowe)).toBe('2025-04-05T16:30:00.000Z')
	})

	it('C12 a month ends on the day of its number or on its last; a day at midnight or with its last working minute', () => {
		const month = (from: string, countsStart = false) =>
			due({ unit: 'months', amount: 1, from: at(`${from}T12:00:00+08:00`), countsStart }).slice(0, 10)
		// The end is midnight after the day: 16:00 UTC of the same date.
		expect(month('2026-01-15')).toBe('2026-02-15')
		expect(month('2026-01-31')).toBe('2026-02-28')
		expect(month('2028-01-31')).toBe('2028-02-29')
		expect(month('2026-01-01', true)).toBe('2026-01-31')
		expect(writeDate(addMonths(readDate('2026-12-31') ?? 0, 2))).toBe('2027-02-28')
		const from = at('2026-03-02T10:20:00+08:00')
		expect(due({ unit: 'working_days', amount: 2, from, countsStart: false, dayEnds: 'close' })).toBe(
			'2026-03-04T09:30:00.000Z',
		)
	})

	it('C13 an end in the National Day week moves to the first day after it, and says through what', () => {
		const asked = question({
			unit: 'days',
			amount: 15,
			from: at('2026-09-17T09:00:00+08:00'),
			countsStart: false,
			atHoliday: 'next_working_day',
		})
		const { due: end, parts } = reckon(asked, calendar)
		expect(text(end)).toBe('2026-10-08T16:00:00.000Z')
		expect(parts.map((part) => [part.why, part.counts, part.name?.en])).toEqual([
			['start', 0, undefined],
			['counted', 15, undefined],
			['moved', 0, 'National Day'],
		])
	})

	it('C14 working days pass over the Spring Festival and count the make-up Saturday', () => {
		const { due: end, parts } = reckon(
			question({ unit: 'working_days', amount: 4, from: at('2026-02-12T09:00:00+08:00'), countsStart: false }),
			calendar,
		)
		// Friday 13, Saturday 14 (make-up), the festival of 15 to 23, Tuesday 24, Wednesday 25.
		expect(text(end)).toBe('2026-02-25T16:00:00.000Z')
		expect(parts.map((part) => [part.why, part.counts, part.name?.zh])).toEqual([
			['start', 0, undefined],
			['counted', 1, undefined],
			['make_up', 1, '春节调休上班'],
			['holiday', 0, '春节'],
			['counted', 2, undefined],
		])
	})

	it('C14 working hours stop for the noon break, the night and the weekend', () => {
		const { due: end, parts } = reckon(
			question({ unit: 'working_hours', amount: 8, from: at('2026-03-06T11:00:00+08:00') }),
			calendar,
		)
		expect(text(end)).toBe('2026-03-09T04:00:00.000Z')
		expect(parts.map(({ why, counts }) => [why, counts])).toEqual([
			['counted', 60],
			['break', 0],
			['counted', 240],
			['closed', 0],
			['rest', 0],
			['closed', 0],
			['counted', 180],
		])
	})

	it('C14 an hour the clocks repeat is worked twice, one they leave out not at all', () => {
		const all: [string, string][] = [['00:00', '24:00']]
		const week: CalendarBody['week'] = [all, all, all, all, all, all, all]
		const open: CalendarBody = { ...office, zone: 'Europe/London', week, days: [] }
		const london = readCalendar(open)
		// Sunday 29 March 2026 has 23 hours, Sunday 25 October 25.
		expect(due({ unit: 'working_hours', amount: 24, from: at('2026-03-29T00:00:00Z') }, london)).toBe(
			'2026-03-30T00:00:00.000Z',
		)
		expect(due({ unit: 'days', amount: 1, from: at('2026-03-29T00:00:00Z') }, london)).toBe('2026-03-29T23:00:00.000Z')
		expect(due({ unit: 'days', amount: 1, from: at('2026-10-25T12:00:00Z') }, london)).toBe('2026-10-26T00:00:00.000Z')
	})

	it('C14 a date the zone left out is no day, and a day ends with its last minute', () => {
		const apia = readCalendar({ ...office, zone: 'Pacific/Apia', days: [] })
		// Samoa went from Thursday 29 December 2011 to Saturday 31 December.
		expect(due({ unit: 'days', amount: 2, from: at('2011-12-29T12:00:00-10:00') }, apia)).toBe(
			'2011-12-31T10:00:00.000Z',
		)
		// In 2010 Newfoundland went back an hour at one minute past midnight: Saturday ended twice.
		const date = readDate('2010-11-06') ?? 0
		expect(text(endOfDate(zoneOf('America/St_Johns'), date))).toBe('2010-11-07T03:30:00.000Z')
	})

	it('C15 a liberty clock runs through holidays by the minute', () => {
		const regime = shippedRegimes().get('cn.detention.request-arrest')
		if (regime === undefined) throw new Error('the regime ships')
		const sum = reckonFor(regime, office, { from: at('2026-09-30T23:10:00+08:00'), amount: regime.amount, pauses: [] })
		expect(text(sum.due)).toBe('2026-10-03T15:10:00.000Z')
		expect(sum.parts).toEqual([
			{ from: at('2026-09-30T23:10:00+08:00'), until: sum.due, why: 'counted', counts: 4_320 },
		])
		expect(sum.missingYears).toEqual([])
	})

	it('C15 months of custody end at the same minute; a pause moves it by its length', () => {
		const regime = shippedRegimes().get('cn.custody.investigation')
		if (regime === undefined) throw new Error('the regime ships')
		const from = at('2025-12-31T08:15:00+08:00')
		const plain = reckonFor(regime, office, { from, amount: 2, pauses: [] })
		expect(text(plain.due)).toBe('2026-02-28T00:15:00.000Z')
		const pauses = [{ from: from + 500, until: from + 1_500, ground: 'psychiatric_examination' }]
		expect(reckonFor(regime, office, { from, amount: 2, pauses }).due).toBe(plain.due + 1_000)
	})

	it('C23 a day is not counted when the clock stands still at its end', () => {
		const from = at('2026-03-02T09:00:00+08:00')
		const paused = (begin: string, end: string) =>
			due({
				unit: 'days',
				amount: 5,
				from,
				countsStart: false,
				pauses: [{ from: at(begin), until: at(end), ground: 'expert_examination' }],
			}).slice(0, 10)
		expect(paused('2026-03-03T10:00:00+08:00', '2026-03-03T11:00:00+08:00')).toBe('2026-03-07')
		expect(paused('2026-03-03T10:00:00+08:00', '2026-03-05T11:00:00+08:00')).toBe('2026-03-09')
	})

	it('C7 a sum that touches a year without holidays says so, and one that needs none does not', () => {
		const from = at('2026-12-20T09:00:00+08:00')
		expect(reckon(question({ unit: 'working_days', amount: 15, from }), calendar).missingYears).toEqual([2027])
		expect(reckon(question({ unit: 'days', amount: 15, from }), calendar).missingYears).toEqual([])
		expect(
			reckon(question({ unit: 'days', amount: 5, from, atHoliday: 'next_working_day' }), calendar).missingYears,
		).toEqual([])
	})

	it('C18 a start before 1990 or after 2100 and a sum past 50 years are refused', () => {
		const regime = shippedRegimes().get('house.rectify')
		if (regime === undefined) throw new Error('the regime ships')
		const ask = (from: string, amount: number) => () =>
			reckonFor(regime, office, { from: at(from), amount, pauses: [] })
		const refused = expect.objectContaining({ code: 'invalid', rule: 'C18' })
		expect(ask('1989-12-31T23:00:00Z', 1)).toThrow(refused)
		expect(ask('2101-01-01T00:00:00Z', 1)).toThrow(refused)
		expect(ask('2026-01-01T00:00:00Z', 20_000)).toThrow(refused)
		expect(text(ask('2026-01-01T00:00:00Z', 12_000)().due).slice(0, 4)).toBe('2072')
	})

	it('C16 a sum of very many parts is told by the month and still counts the same', () => {
		const { parts } = reckon(
			question({ unit: 'working_hours', amount: 3_000, from: at('2026-01-05T09:00:00+08:00') }),
			calendar,
		)
		const kept = partsToKeep(parts)
		expect(parts.length).toBeGreaterThan(600)
		expect(kept.length).toBeLessThan(40)
		expect(kept.every(({ why }) => why === 'month')).toBe(true)
		expect(kept.reduce((sum, part) => sum + part.counts, 0)).toBe(180_000)
	})
})
