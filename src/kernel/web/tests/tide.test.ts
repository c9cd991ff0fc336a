import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Deadline, tideOf } from '../tide.ts'

const minute = 60_000

test('W6 nothing is hatched before the target and something always is past it', () => {
	const deadline = fc.record({
		from: fc.integer({ min: 0, max: 1e12 }),
		length: fc.integer({ min: 1, max: 1e9 }),
		passed: fc.integer({ min: -1e6, max: 1e10 }),
	})
	fc.assert(
		fc.property(deadline, ({ from, length, passed }) => {
			const tide = tideOf({ from, due: from + length }, from + passed)
			expect(tide.over).toBe(passed > length)
			expect(tide.hatched > 0).toBe(tide.over)
			expect(tide.filled).toBeLessThanOrEqual(tide.notch)
			expect(tide.filled + tide.hatched).toBeLessThanOrEqual(1 + 1e-9)
			expect(tide.span < 0).toBe(tide.over)
		}),
	)
})

test('W6 the last fifth is due soon, or what the table says', () => {
	const deadline: Deadline = { from: 0, due: 10 * minute }
	expect(tideOf(deadline, 7 * minute).state).toBe('ok')
	expect(tideOf(deadline, 8 * minute).state).toBe('warn')
	expect(tideOf({ ...deadline, warn: 5 * minute }, 6 * minute).state).toBe('warn')
	expect(tideOf(deadline, 10 * minute + 1).state).toBe('breach')
})

test('W6 a paused one stands still, a met one shows what it took', () => {
	const paused: Deadline = { from: 0, due: 10 * minute, paused: 3 * minute }
	expect(tideOf(paused, 100 * minute)).toEqual(tideOf(paused, 4 * minute))
	expect(tideOf(paused, 4 * minute).state).toBe('pause')
	const met = tideOf({ from: 0, due: 10 * minute, met: 4 * minute }, 50 * minute)
	expect([met.state, met.span]).toEqual(['met', 4 * minute])
	expect(tideOf({ from: 0, due: 10 * minute, met: 14 * minute }, 50 * minute).state).toBe('breach')
})

test('W6 escalated is told before overdue', () => {
	expect(tideOf({ from: 0, due: minute, escalated: 'county' }, 2 * minute).state).toBe('esc')
})
