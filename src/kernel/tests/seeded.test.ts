import { expect, test } from 'vitest'
import { seeded } from '#kernel/seeded.ts'

// Known values of mulberry32: the demo town, the replay and all
// generated tests rest on them.
test('S14 the same seed gives the same numbers for ever', () => {
	const random = seeded(0)
	expect([random(), random(), random()]).toEqual([0.26642920868471265, 0.0003297457005828619, 0.2232720274478197])
	const other = seeded(20_261_124)
	const first = Array.from({ length: 5 }, other)
	expect(Array.from({ length: 5 }, seeded(20_261_124))).toEqual(first)
	for (const one of Array.from({ length: 10_000 }, other)) expect(one >= 0 && one < 1).toBe(true)
})
