import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'
import type { Slice } from '#kernel/slice.ts'
import { seeded } from '#kernel/seeded.ts'
import { inTx } from '#tests/database.ts'
import { columnFaults } from '../columns.ts'
import { PolicyFault } from '../policy.ts'
import { buildPowers, type Powers } from '../powers.ts'
import { vocabularyOf } from '../schema.ts'
import { shippedPolicies } from '../shipped.ts'
import { incident, testPowers } from './incidents.ts'
import { createMirror, differences, fillMirror, mirrorOf, peopleOf, poolsOf, rowsOf } from './mirror.ts'
import { randomRules } from './random-rules.ts'

const long = process.env['SEAWALL_LONG'] !== undefined
const minutes = 60_000

/** Compares on generated rows of one resource in tables of the test's own. */
async function compare(
	powers: Powers,
	type: string,
	actions: readonly string[],
	size: { people: number; rows: number },
	seed: number,
) {
	const declared = powers.words.resources.get(type)
	if (declared === undefined) throw new Error(`no resource ${type}`)
	const mirror = mirrorOf(declared)
	return inTx(async (tx) => {
		const random = seeded(seed)
		const pools = poolsOf(powers, declared.see, type)
		const rows = rowsOf(mirror, size.rows, pools, random)
		await createMirror(tx, mirror)
		await fillMirror(tx, mirror, rows)
		let [pairs, allowed] = [0, 0]
		const found = []
		for (const action of actions) {
			const people = peopleOf(size.people, poolsOf(powers, action, type), random)
			const result = await differences(tx, powers, action, people, rows, random)
			pairs += result.pairs
			allowed += result.allowed
			found.push(...result.found.map(({ row, ...one }) => ({ action, row: row.attributes, ...one })))
		}
		return { pairs, allowed, found: found.slice(0, 3) }
	}, 'owner')
}

/** The slices as they ship, found by folder: the kernel's tests know no slice by name. */
async function shippedSlices(): Promise<readonly Slice[]> {
	const module: unknown = await import(`${projectFolder}/src/app/slices.ts`)
	const { slices } = Object(module)
	return slices
}

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

	test('P4 agree under the rules as they ship, for every act, view and see', { timeout: 20 * minutes }, async () => {
		const slices = await shippedSlices()
		const powers = buildPowers(vocabularyOf(slices), shippedPolicies(slices.map((slice) => slice.folder)))
		for (const [type, resource] of powers.words.resources) {
			if (resource.table === null) continue
			const actions = [...powers.words.actions].filter(([, types]) => types.includes(type)).map(([name]) => name)
			const large = type === 'Incident' && long
			const result = await compare(powers, type, actions, { people: large ? 100 : 12, rows: large ? 1_000 : 30 }, 7)
			expect({ type, found: result.found }).toEqual({ type, found: [] })
		}
	})

	test('P15 every shipped resource fits its table', { timeout: 2 * minutes }, async () => {
		const slices = await shippedSlices()
		expect(
			await inTx((tx) =>
				columnFaults(
					tx,
					slices.flatMap((slice) => slice.resources),
				),
			),
		).toEqual([])
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
