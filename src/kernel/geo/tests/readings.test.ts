import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readings } from '../readings.ts'
import { grams, normalise, normaliseNumber } from '../spell.ts'

test.each([
	['41 Fishmarket Street', 'Fishmarket Street', '41'],
	['No. 41, Fishmarket Street, Xigang', 'Fishmarket Street', '41'],
	['Fishmarket Street 41', 'Fishmarket Street', '41'],
	['Obere Landstraße 3a', 'Obere Landstraße', '3a'],
	['鱼市街41号', '鱼市街', '41'],
	['鱼市街 ４１ 号', '鱼市街', '41'],
	['启明街208号2单元301', '启明街', '208'],
	['鱼市街41', '鱼市街', '41'],
])('G5 %s is a number in a street', (text, street, number) => {
	expect(readings(text).addresses).toContainEqual({ street, number })
})

test.each([
	['Harbour Ave x Ring Rd', 'Harbour Ave', 'Ring Rd'],
	['Harbour Avenue × Ring Road', 'Harbour Avenue', 'Ring Road'],
	['corner of Harbour Ave and Ring Rd', 'Harbour Ave', 'Ring Rd'],
	['港湾大道与环路', '港湾大道', '环路'],
	['和平路和启明街交叉口', '和平路', '启明街'],
])('G6 %s is a crossing', (text, a, b) => {
	expect(readings(text).crossings).toContainEqual([a, b])
})

test('G6 two spellings of a name are one', () => {
	expect(normalise('Harbour Avenue')).toBe(normalise('harbour ave.'))
	expect(normalise('Ｈáfen–Straße')).toBe(normalise('hafen strasse'))
	expect(normalise('鱼 市 街')).toBe('鱼市街')
	expect(normaliseNumber('No. 41 号')).toBe('41')
})

test('G5 any text at all is read without fault, and quickly', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
			const { addresses, crossings } = readings(text)
			grams(normalise(text))
			expect(addresses.length).toBeLessThan(4)
			expect(crossings.length).toBeLessThan(4)
		}),
	)
	// Runs that make a careless pattern slow.
	for (const text of [
		'1-'.repeat(100),
		'1 '.repeat(100),
		'a '.repeat(100),
		'鱼1'.repeat(100),
		`${'1'.repeat(6)}-`.repeat(30),
	]) {
		const begun = performance.now()
		readings(text)
		expect(performance.now() - begun).toBeLessThan(1_000)
	}
})
