import { expect, test } from 'vitest'
import { inTx } from '#tests/database.ts'
import { graphOf } from '../import/graph-of.ts'
import { useMap } from '../import/import-map.ts'
import { readExtract } from '../import/read.ts'
import { rowsOf } from '../import/rows.ts'
import { areaOutlines, blocksAt } from '../outlines.ts'
import { gridMap, xigang } from './town.ts'

const patience = 240_000
const inBlock = (x: number, y: number): [number, number] => [123 + x / 1000 + 0.0004, 28 + y / 1000 + 0.0006]
const corners = (outline: readonly (readonly number[])[] | null) =>
	outline?.map(([lon = 0, lat = 0]) => `${Math.round((lon - 123) * 1000)} ${Math.round((lat - 28) * 1000)}`).toSorted()

test('G12 the areas of the map come by name, each as one line of at most 100 points', {
	timeout: patience,
}, async () => {
	const extract = await readExtract(xigang)
	const areas = await inTx(async (tx) => {
		const rows = rowsOf(extract)
		await useMap(tx, { version: `${'0'.repeat(64)}-1`, extract, rows, source: 'test', fictional: true })
		return areaOutlines(tx)
	}, 'owner')
	expect(areas.map(({ code }) => code)).toEqual(['xigang-northgate', 'xigang-old-town', 'xigang-quayside'])
	for (const { outline } of areas) {
		expect(outline.length).toBeGreaterThan(3)
		expect(outline.length).toBeLessThanOrEqual(100)
		expect(outline[0]).not.toEqual(outline.at(-1))
	}
})

test('G13 a block is what the roads close; touching ones are one, others apart, and open ground is none', {
	timeout: patience,
}, async () => {
	// Blocks at 0 0, 1 0 and, away from them, 4 0; a dead end leads off.
	const graph = graphOf(
		gridMap([
			[1, [0, 1, 2, 12, 11, 10, 0]],
			[2, [1, 11]],
			[3, [4, 5, 15, 14, 4]],
			[4, [2, 3, 4]],
			[5, [12, 22]],
		]),
		'grid',
	)
	const found = await inTx(
		async (tx) => ({
			one: await blocksAt(tx, graph, [inBlock(0, 0)]),
			two: await blocksAt(tx, graph, [inBlock(0, 0), inBlock(1, 0), inBlock(1, 0)]),
			apart: await blocksAt(tx, graph, [inBlock(0, 0), inBlock(4, 0)]),
			none: await blocksAt(tx, graph, [inBlock(2, 1)]),
		}),
		'owner',
	)
	expect(corners(found.one.outline)).toEqual(['0 0', '0 1', '1 0', '1 1'])
	expect(corners(found.two.outline)).toEqual(['0 0', '0 1', '2 0', '2 1'])
	expect(found.apart).toEqual({ outline: null, fault: 'apart' })
	expect(found.none).toEqual({ outline: null, fault: 'none' })
})
