import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bdToGcj, fromGcj, gcjToBd, locate, toGcj, toWgs } from '../datum.ts'
import { metresBetween } from '../graph/graph.ts'

/** Pairs published with eviltransform and coordtransform (both MIT): [lon, lat]. */
const gcjPairs = [
	[
		[121.5272106, 31.1774276],
		[121.531541859215, 31.17530398364597],
	],
	[
		[113.912316, 22.543847],
		[113.9171764808363, 22.540796131694766],
	],
	[
		[116.377817, 39.911954],
		[116.38404722455657, 39.91334545536069],
	],
	[
		[116.404, 39.915],
		[116.41024449916938, 39.91640428150164],
	],
] as const
const bdPairs = [
	[
		[116.404, 39.915],
		[116.41036949371029, 39.92133699351022],
	],
] as const

test('G9 GCJ-02 and BD-09 agree with pairs others published', () => {
	for (const [wgs, gcj] of gcjPairs) {
		expect(metresBetween(toGcj(wgs), gcj)).toBeLessThan(0.05)
		expect(metresBetween(fromGcj(gcj), wgs)).toBeLessThan(0.5)
	}
	for (const [gcj, bd] of bdPairs) {
		expect(metresBetween(gcjToBd(gcj), bd)).toBeLessThan(0.05)
		expect(metresBetween(bdToGcj(bd), gcj)).toBeLessThan(0.5)
	}
})

const inChina = fc.tuple(fc.double({ min: 80, max: 130, noNaN: true }), fc.double({ min: 10, max: 50, noNaN: true }))

test('G9 there and back is within half a metre everywhere in China', () => {
	fc.assert(
		fc.property(inChina, (point) => {
			expect(metresBetween(toWgs(toGcj(point), 'gcj02'), point)).toBeLessThan(0.5)
			expect(metresBetween(toWgs(gcjToBd(toGcj(point)), 'bd09'), point)).toBeLessThan(0.5)
		}),
	)
})

test('G9 outside China the datums are one', () => {
	expect(toWgs([7.42, 43.73], 'gcj02')).toEqual([7.42, 43.73])
})

test('G9 a converted position is marked, and one without a datum is a circle that holds every reading', () => {
	const wgs = [120.1, 30.2] as const
	expect(locate(wgs, 'wgs84', 12)).toEqual({ kind: 'point', point: wgs, accuracy: 12, convertedFrom: null })
	expect(locate(toGcj(wgs), 'gcj02')).toMatchObject({ kind: 'point', convertedFrom: 'gcj02' })
	fc.assert(
		fc.property(inChina, fc.option(fc.integer({ min: 0, max: 500 })), (point, accuracy) => {
			const circle = locate(point, null, accuracy)
			if (circle.kind !== 'circle') throw new Error('a point')
			for (const truth of [point, toWgs(point, 'gcj02'), toWgs(point, 'bd09')])
				expect(metresBetween(circle.centre, truth) + (accuracy ?? 0)).toBeLessThanOrEqual(circle.radius)
			expect(circle.radius).toBeGreaterThanOrEqual(100)
		}),
	)
})
