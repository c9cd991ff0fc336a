import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDuration, isoOf, parseCycle, parseDuration, parseMoment } from '../time.ts'

const at = (text: string) => parseMoment(text) ?? Number.NaN
const plus = (moment: string, duration: string, count = 1) => {
	const parsed = parseDuration(duration)
	return parsed === null ? null : isoOf(addDuration(at(moment), parsed, count)).slice(0, 16)
}

describe('time', () => {
	it('M22 moments: with a zone, without one in UTC, a date alone at midnight', () => {
		expect(at('2026-11-24T08:00:00Z')).toBe(Date.UTC(2026, 10, 24, 8))
		expect(at('2026-11-24T08:00:00.250+08:00')).toBe(Date.UTC(2026, 10, 24, 0, 0, 0, 250))
		expect(at('2026-11-24T08:00+08')).toBe(Date.UTC(2026, 10, 24))
		expect(at('2026-11-24T08:00')).toBe(Date.UTC(2026, 10, 24, 8))
		expect(at('2026-11-24')).toBe(Date.UTC(2026, 10, 24))
		for (const wrong of ['2026-02-29', '2026-13-01', '2026-1-1', '24.11.2026', '2026-11-24T25:00', 'tomorrow', ''])
			expect(parseMoment(wrong)).toBeNull()
	})

	it('M22 durations: years to seconds, weeks, fractions', () => {
		expect(parseDuration('P1Y2M3DT4H5M6.5S')).toEqual({ months: 14, milliseconds: 273_906_500 })
		expect(parseDuration('P2W')).toEqual({ months: 0, milliseconds: 14 * 86_400_000 })
		expect(parseDuration('PT0.5H')).toEqual({ months: 0, milliseconds: 1_800_000 })
		for (const wrong of ['P', 'PT', '1H', 'P1H', 'PT1D', '-PT1H', 'P1.55Y', 'PT1H30', 'P9999999Y'])
			expect(parseDuration(wrong)).toBeNull()
	})

	it('M22 months clamp to the last day, each firing reckoned from the beginning', () => {
		expect(plus('2026-01-31T08:00Z', 'P1M')).toBe('2026-02-28T08:00')
		expect(plus('2024-01-31T08:00Z', 'P1M')).toBe('2024-02-29T08:00')
		expect(plus('2026-01-31T08:00Z', 'P1M', 2)).toBe('2026-03-31T08:00')
		expect(plus('2024-02-29T00:00Z', 'P1Y')).toBe('2025-02-28T00:00')
		expect(plus('2026-12-31T23:30Z', 'P2MT45M')).toBe('2027-03-01T00:15')
	})

	it('M22 cycles: so many times, for ever, from a moment', () => {
		const hour = { months: 0, milliseconds: 3_600_000 }
		expect(parseCycle('R3/PT1H')).toEqual({ times: 3, from: null, every: hour })
		expect(parseCycle('R/PT1H')).toEqual({ times: null, from: null, every: hour })
		expect(parseCycle('R2/2026-01-31T00:00:00Z/PT1H')).toEqual({ times: 2, from: Date.UTC(2026, 0, 31), every: hour })
		for (const wrong of ['R3', 'R3/', 'R0/PT1H', 'R-1/PT1H', 'R3/PT0S', '0 0 9 * * ?', '@daily', 'R3/PT1H/2026-01-01'])
			expect(parseCycle(wrong)).toBeNull()
	})

	it('M22 what is written is read again', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (moment) => {
				expect(parseMoment(isoOf(moment))).toBe(moment)
			}),
		)
	})

	it('M22 months added never leave the month they lead to', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 4_000_000_000_000 }),
				fc.integer({ min: 0, max: 600 }),
				(moment, months) => {
					const [before, after] = [new Date(moment), new Date(addDuration(moment, { months, milliseconds: 0 }))]
					const monthsOf = (day: Date) => day.getUTCFullYear() * 12 + day.getUTCMonth()
					expect(monthsOf(after) - monthsOf(before)).toBe(months)
					expect(after.getUTCDate()).toBeLessThanOrEqual(before.getUTCDate())
					expect(after.getTime() % 86_400_000).toBe(before.getTime() % 86_400_000)
				},
			),
		)
	})
})
