import { describe, expect, test } from 'vitest'
import { amlsim, runPlanted, wholeSpan } from './amlsim.ts'

const why = amlsim === null ? ' (skipped: SEAWALL_ORACLES does not have funds/amlsim)' : ''

/** Floors far below what is measured: `bench/funds` publishes the figures, and nothing is tuned to them. */
describe.skipIf(amlsim === null)(`F223 shapes that AMLSim planted, at the thresholds as they ship${why}`, () => {
	test('F224 accounts of planted fan-ins: more than half are in a finding', () => {
		const { recall, precision, whole } = runPlanted('fan_in')
		expect(whole).toBe(true)
		expect(recall).toBeGreaterThanOrEqual(0.5)
		expect(precision).toBeGreaterThanOrEqual(0.02)
	})

	// The transfers of a planted cycle are spread over 150 days in any order: hardly any money can have gone round.
	test('F226 a cycle found over the whole time is a planted one far oftener than by chance', () => {
		const shipped = runPlanted('cycle')
		expect(shipped.whole).toBe(true)
		const { precision, recall, findings, share } = runPlanted('cycle', wholeSpan)
		expect(findings).toBeGreaterThanOrEqual(3)
		expect(precision).toBeGreaterThanOrEqual(3 * share)
		expect(recall).toBeGreaterThan(0)
	})
})
