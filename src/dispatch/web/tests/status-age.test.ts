import fc from 'fast-check'
import { expect, test } from 'vitest'
import { statusAge } from '../desk/status-age.ts'

const hour = 3_600_000
const now = Date.parse('2026-11-24T02:47:18.000Z')
const ago = (milliseconds: number) => new Date(now - milliseconds).toISOString()

test('DS12 how long a unit stands as it does is said within a shift, and not beyond any', () => {
	expect(statusAge(ago(3.5 * hour), now)).toBe(3.5 * hour)
	expect(statusAge(ago(24 * hour), now)).toBe(24 * hour)
	expect(statusAge(ago(24 * hour + 1), now)).toBeNull()
	expect(statusAge(ago(31 * 24 * hour), now)).toBeNull()
})

test('DS12 it is never below nothing, whichever clock is ahead', () => {
	fc.assert(
		fc.property(fc.integer({ min: -hour, max: 24 * hour }), (age) => {
			expect(statusAge(ago(age), now)).toBe(Math.max(0, age))
		}),
	)
})
