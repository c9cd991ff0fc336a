import { expect, test } from 'vitest'
import type { WarningArea } from '../contract.ts'
import { extentFault, extentOf } from '../rules/extent.ts'
import { namingNumber } from '../rules/issuer.ts'

/** A rectangle of metres about a point at 29° north. */
function box(width: number, height: number): WarningArea {
	const [lon, lat] = [121.9, 29.1]
	const dy = height / 111_195
	const dx = width / (111_195 * Math.cos((lat * Math.PI) / 180))
	return {
		is: 'polygon',
		points: [
			[lon, lat],
			[lon + dx, lat],
			[lon + dx, lat + dy],
			[lon, lat + dy],
		],
	}
}
const circle = (radiusMetres: number): WarningArea => ({ is: 'circle', centre: [121.9, 29.1], radiusMetres })

test('V4 a circle of 100 m passes and one of 99 m does not', () => {
	expect(extentFault(circle(100))).toBe(null)
	expect(extentFault(circle(99))).toBe('radius')
	expect(extentFault(circle(600_000))).toBe('large')
})

test('V4 a polygon has 10 000 m² and 60 m of width, whatever its shape', () => {
	const { squareMetres, widthMetres } = extentOf(box(300, 200))
	expect(Math.abs(squareMetres - 60_000)).toBeLessThan(100)
	expect(Math.abs(widthMetres - 200)).toBeLessThan(1)
	expect(extentFault(box(101, 101))).toBe(null)
	expect(extentFault(box(95, 95))).toBe('area')
	// One house wide and a street long.
	expect(extentFault(box(2_000, 20))).toBe('width')
	const bow = box(300, 300)
	if (bow.is !== 'polygon') throw new Error('no polygon')
	const [a, b, c, d] = bow.points
	if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('no corners')
	expect(extentFault({ is: 'polygon', points: [a, c, b, d] })).toBe('crosses')
	expect(extentFault({ is: 'polygon', points: [a, a, a] })).toBe('area')
	expect(extentFault({ is: 'polygon', points: [a, b, c] })).toBe(null)
})

test('V6 a telephone or identity number in the words is found; times, sizes and short numbers are not', () => {
	for (const words of ['call 13800002207', '身份证330102199001011234', '33010219900101123X', '138 0000 2207'])
		expect(namingNumber(['fine', words]), words).not.toBe(null)
	for (const words of [
		'until 18:30 on 24.11.2026',
		'within 400 m',
		'route G1512, exit 3',
		'拨打110',
		'面积12000平方米',
	])
		expect(namingNumber([words]), words).toBe(null)
})
