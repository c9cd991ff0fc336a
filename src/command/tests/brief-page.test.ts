import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowsOfPage, shareOut, windowOf } from '../rules/brief-page.ts'

const totals = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 30 })
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

it('K72 whatever there is fits the page, and no room is left while something is untold', () => {
	fc.assert(
		fc.property(totals, fc.integer({ min: 0, max: 60 }), (all, rows) => {
			const given = shareOut(all, rows)
			const used = sum(given) + given.filter((n) => n > 0).length
			expect(used).toBeLessThanOrEqual(rows)
			expect(given.every((n, at) => n <= (all[at] ?? 0))).toBe(true)
			const named = given.map((n) => n > 0)
			if (all.some((total, at) => named[at] === true && total > (given[at] ?? 0))) expect(used).toBe(rows)
		}),
	)
})

it('K72 each section with something in it is named before any gets a second line', () => {
	expect(shareOut([100, 1, 0, 3], 12)).toEqual([5, 1, 0, 3])
	expect(shareOut([100, 100, 100], 5)).toEqual([2, 1, 0])
	expect(sum(shareOut([1_000], rowsOfPage))).toBe(rowsOfPage - 1)
})

it('K71 a briefing begins where the last one of its kind ended, and leaves out the last three seconds', () => {
	const now = new Date('2026-11-24T00:00:03.000Z')
	const last = new Date('2026-11-23T11:30:00.000Z')
	expect(windowOf('shift', now, last)).toEqual({
		from: last,
		until: new Date('2026-11-24T00:00:00.000Z'),
		next: new Date('2026-11-24T12:00:00.000Z'),
	})
	expect(windowOf('morning', now, null)?.from).toEqual(new Date('2026-11-23T00:00:00.000Z'))
	expect(windowOf('shift', now, new Date('2026-11-24T00:00:00.000Z'))).toBeNull()
})
