import { tryCases } from '#kernel/deadlines/tests/cases.ts'
import { type Row, row } from './row.ts'

const cases = 100_000

/**
 * Random deadlines over random calendars, regimes, pauses and zones, each counted twice: by the engine, and by an oracle
 * that steps minute by minute. How many differ, and how many the engine reckons in a second beside the oracle.
 */
export function* run(): Iterable<Row> {
	tryCases(1_000, 10_000_000)
	const began = performance.now()
	const { tried, differing, broken, ms } = tryCases(cases)
	const stepping = performance.now() - began - ms
	for (const one of differing.slice(0, 3)) console.error('differs', JSON.stringify(one))
	for (const one of broken.slice(0, 3)) console.error('broken', JSON.stringify(one))
	yield row('deadlines/random', 'differences', differing.length + broken.length, `of ${tried}`)
	yield row('deadlines/random', 'per_s', (tried / ms) * 1_000, 'deadlines/s', {
		name: 'minute-stepping-oracle',
		value: (tried / stepping) * 1_000,
	})
}
