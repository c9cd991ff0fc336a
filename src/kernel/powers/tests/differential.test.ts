import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '#kernel/seeded.ts'
import { inTx } from '#tests/database.ts'
import { PolicyFault } from '../policy.ts'
import type { Powers } from '../powers.ts'
import { compare } from './compare.ts'
import { incident, testPowers } from './incidents.ts'
import { createMirror, differences, fillMirror, mirrorOf, peopleOf, poolsOf, rowsOf } from './mirror.ts'
import { randomRules } from './random-rules.ts'

const long = process.env['SEAWALL_LONG'] !== undefined
const minutes = 60_000

describe('one decision and the filter', () => {
	test(`P4 agree on ${long ? '1,000,000' : '100,000'} pairs of a person and an incident`, {
		timeout: 20 * minutes,
	}, async () => {
		const size = long ? { people: 400, rows: 2_500 } : { people: 200, rows: 500 }
		const result = await compare(testPowers(), 'Incident', [incident.see], size, 20_261_124)
		expect(result.found).toEqual([])
		expect(result.pairs).toBe(long ? 1_000_000 : 100_000)
		// Enough of both answers, or the comparison says little.
		expect(result.allowed).toBeGreaterThan(result.pairs / 20)
		expect(result.allowed).toBeLessThan(result.pairs / 2)
	})

	test('P4 agree under rules made up at random', { timeout: 20 * minutes }, async () => {
		const mirror = mirrorOf(incident)
		await inTx(async (tx) => {
			const random = seeded(11)
			const pools = poolsOf(testPowers(), incident.see, 'Incident')
			const rows = rowsOf(mirror, 60, pools, random)
			await createMirror(tx, mirror)
			await fillMirror(tx, mirror, rows)
			let taken = 0
			const property = fc.asyncProperty(randomRules, fc.integer(), async (text, seed) => {
				const powers = powersOrNull(text)
				if (powers === null) return
				taken += 1
				const chance = seeded(seed)
				const result = await differences(tx, powers, incident.see, peopleOf(4, pools, chance), rows, chance)
				expect(result.found.slice(0, 1)).toEqual([])
			})
			await fc.assert(property, { numRuns: long ? 3_000 : 150, endOnFailure: true })
			expect(taken).toBeGreaterThan(50)
		}, 'owner')
	})
})

/** Null where the validator says, rightly, that a rule made up at random can never hold. */
function powersOrNull(text: string): Powers | null {
	try {
		return testPowers(text)
	} catch (error) {
		if (error instanceof PolicyFault) return null
		throw error
	}
}
