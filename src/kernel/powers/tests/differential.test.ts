import { describe, expect, test } from 'vitest'
import { inTx } from '#tests/database.ts'
import { incident, testPowers } from './incidents.ts'
import { createMirror, differences, fillMirror, mirrorOf, peopleOf, poolsOf, rowsOf, seeded } from './mirror.ts'

const long = process.env['SEAWALL_LONG'] !== undefined

describe('one decision and the filter', () => {
	test(`P4 agree on ${long ? '1,000,000' : '100,000'} pairs of a person and an incident`, {
		timeout: 1_200_000,
	}, async () => {
		const powers = testPowers()
		const mirror = mirrorOf(incident)
		const action = incident.see
		const random = seeded(20_261_124)
		const pools = poolsOf(powers, action, 'Incident')
		await inTx(async (tx) => {
			const rows = rowsOf(mirror, long ? 2_500 : 500, pools, random)
			await createMirror(tx, mirror)
			await fillMirror(tx, mirror, rows)
			const result = await differences(tx, powers, action, peopleOf(long ? 400 : 200, pools, random), rows, random)
			expect(result.pairs).toBe(long ? 1_000_000 : 100_000)
			expect(result.found.slice(0, 3)).toEqual([])
			// Enough of both answers, or the comparison says little.
			expect(result.allowed).toBeGreaterThan(result.pairs / 20)
			expect(result.allowed).toBeLessThan(result.pairs / 2)
		}, 'owner')
	})
})
