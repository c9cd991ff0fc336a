import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSought, soughtPath } from '../desk/sought.ts'

test('W13 a place found in the palette comes to the desk as it was chosen, whatever its words', () => {
	const lon = fc.integer({ min: -1_800_000, max: 1_800_000 }).map((n) => n / 10_000)
	const lat = fc.integer({ min: -900_000, max: 900_000 }).map((n) => n / 10_000)
	const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
	fc.assert(
		fc.property(lon, lat, label, (x, y, words) => {
			const path = soughtPath({ at: [x, y], label: words })
			expect(readSought(path.slice(path.indexOf('?')))).toEqual({
				at: [x === 0 ? 0 : x, y === 0 ? 0 : y],
				label: words,
			})
		}),
	)
})

test.each(['', '?at=1,2', '?at=200,10&label=x', '?at=10&label=x', '?at=a,b&label=x', '?at=10,95&label=x'])(
	'W13 the desk shows no place for %s',
	(search) => {
		expect(readSought(search)).toBeNull()
	},
)
