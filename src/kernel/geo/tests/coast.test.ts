import { expect, test } from 'vitest'
import { seaOf } from '../import/coast.ts'
import type { Position } from '../import/osm.ts'
import { readExtract } from '../import/read.ts'
import { gridMap, oracles, osmFile, why } from './town.ts'

function within([x, y]: Position, ring: readonly Position[]): boolean {
	let odd = false
	ring.forEach((a, i) => {
		const b = ring[(i + 1) % ring.length] ?? a
		if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) odd = !odd
	})
	return odd
}
const isSea = (seas: readonly (readonly Position[])[][], p: Position) =>
	seas.some(([outer = [], ...holes]) => within(p, outer) && !holes.some((h) => within(p, h)))
/** A point of the test grid, in thousandths of a degree. */
const spot = (x: number, y: number): Position => [123 + x / 1000, 28 + y / 1000]

const frame = [9, [0, 8, 88, 80, 0]] as const

test('G8 the sea lies to the right of the coastline, islands are land, and no coastline is no sea', () => {
	// From west to east along y = 4: the land is to the north.
	const coast = { natural: 'coastline', highway: 'no' }
	const south = seaOf(gridMap([frame, [1, [40, 43, 55], coast], [2, [55, 48], coast]]))
	expect(isSea(south, spot(2, 2))).toBe(true)
	expect(isSea(south, spot(2, 6))).toBe(false)
	const north = seaOf(gridMap([frame, [1, [48, 44, 40], coast]]))
	expect(isSea(north, spot(2, 6))).toBe(true)
	expect(isSea(north, spot(2, 2))).toBe(false)
	// Counter-clockwise: an island.
	const island = seaOf(gridMap([frame, [1, [22, 26, 66, 62, 22], coast]]))
	expect(isSea(island, spot(1, 1))).toBe(true)
	expect(isSea(island, spot(4, 4))).toBe(false)
	expect(seaOf(gridMap([frame]))).toEqual([])
})

test.skipIf(oracles === undefined)(`G8 off Monaco there is sea, and the casino stands on land${why}`, async () => {
	const seas = seaOf(await readExtract(osmFile('monaco.osm.gz')))
	expect(isSea(seas, [7.4327, 43.7329])).toBe(true)
	expect(isSea(seas, [7.4282, 43.7394])).toBe(false)
	expect(isSea(seas, [7.4206, 43.7322])).toBe(false)
})
