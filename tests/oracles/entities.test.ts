import { describe, expect, test } from 'vitest'
import { entities, runSet } from './entities.ts'

const why = entities === null ? ' (skipped: SEAWALL_ORACLES does not have entities)' : ''

/** Figures are those of three decimals, as others publish theirs. */
const rounded = (share: number): number => Math.round(share * 1000) / 1000

describe.skipIf(entities === null)(`C14 records with truth that others made, at the one threshold${why}`, () => {
	test.each([
		['febrl1', 1],
		['febrl2', 0.998],
		['febrl3', 0.999],
		['febrl4', 1],
	] as const)('%s: F1 of pairs at least %d, before grouping and after', { timeout: 120_000 }, async (set, least) => {
		const { pairs, clustered } = await runSet(set)
		expect(rounded(pairs.f1)).toBeGreaterThanOrEqual(least)
		expect(rounded(clustered.f1)).toBeGreaterThanOrEqual(least)
	})

	test('historical_50k: grouped at least 0.87, in at most 15 s of processor time', { timeout: 240_000 }, async () => {
		const { pairs, clustered, seconds } = await runSet('historical_50k')
		expect(clustered.f1).toBeGreaterThanOrEqual(0.87)
		expect(pairs.f1).toBeGreaterThanOrEqual(0.85)
		expect(seconds).toBeLessThanOrEqual(15)
	})

	test('name_bench: F1 of its labelled pairs at least 0.82', async () => {
		expect((await runSet('name_bench')).pairs.f1).toBeGreaterThanOrEqual(0.82)
	})
})
