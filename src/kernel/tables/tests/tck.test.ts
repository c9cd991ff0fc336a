import { describe, expect, it } from 'vitest'
import { findKit, type Outcome, runKit } from './tck.ts'

/**
 * The DMN technology compatibility kit. Level 2 passes whole; of level 3 only what calls Java is missed. The floor may rise,
 * never fall.
 */
const kit = findKit()
const floor = 3_355
const unrun = new Map([['0076-feel-external-java', 14]])

const sum = (outcomes: ReadonlyMap<string, Outcome>, of: 'passed' | 'total') =>
	[...outcomes.values()].reduce((all, one) => all + one[of], 0)

describe.skipIf(kit === null)('the DMN kit (skipped where SEAWALL_ORACLES does not have it)', () => {
	it('T12 level 2 passes whole', () => {
		const outcomes = runKit(kit ?? '', 2)
		expect([...outcomes].flatMap(([folder, { missed }]) => missed.map((one) => `${folder} ${one}`))).toEqual([])
		expect([sum(outcomes, 'passed'), sum(outcomes, 'total')]).toEqual([126, 126])
	})

	it('T12 level 3 misses nothing but calls of Java, by folder', () => {
		const outcomes = runKit(kit ?? '', 3)
		const missed = new Map(
			[...outcomes].filter(([, one]) => one.missed.length > 0).map(([name, one]) => [name, one.missed]),
		)
		expect(new Map([...missed].map(([name, one]) => [name, one.length]))).toEqual(unrun)
		expect(sum(outcomes, 'total')).toBe(3_369)
		expect(sum(outcomes, 'passed')).toBeGreaterThanOrEqual(floor)
	})
})
