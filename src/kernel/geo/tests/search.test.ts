import { beforeAll, describe, expect, test } from 'vitest'
import type { Tx } from '#kernel/db/schema.ts'
import { inTx } from '#tests/database.ts'
import { useMap } from '../import/import-map.ts'
import { readExtract } from '../import/read.ts'
import { rowsOf } from '../import/rows.ts'
import { areaOf, insideMap, nearestAddress, needInside } from '../places.ts'
import { type FoundPlace, searchPlaces } from '../search.ts'
import { normalise } from '../spell.ts'
import { oracles, osmFile, xigang, why } from './town.ts'

/** The first database of a worker may have to be made first, on a busy machine. */
const patience = 240_000

/** Puts a map in place inside a transaction that is rolled back. */
async function withMap<T>(file: string, work: (tx: Tx) => Promise<T>): Promise<T> {
	const extract = await readExtract(file)
	const rows = rowsOf(extract)
	return inTx(async (tx) => {
		await useMap(tx, { version: `${'0'.repeat(64)}-1`, extract, rows, source: 'test', fictional: true })
		return work(tx)
	}, 'owner')
}

const houses = [
	['鱼市街41号', '41 Fishmarket Street'],
	['41 Fishmarket Street', '41 Fishmarket Street'],
	['41 fishmraket st', '41 Fishmarket Street'],
	['鱼巿街41号', '41 Fishmarket Street'],
	['启明街208号2单元301', '208 Daybreak Street'],
	['盐仓港7号', '7 Salthouse Lane'],
	['12 East Slope Yard', '12 East Slope Yard'],
	['60 Seaview Road', '60 Seaview Road'],
	['Bollard Street 120', '120 Bollard Street'],
] as const
const others = [
	['Harbour Ave x Ring Rd', 'crossing', 'Ring Road × Harbour Avenue'],
	['港湾大道与环路', 'crossing', 'Ring Road × Harbour Avenue'],
	['和平路和启明街交叉口', 'crossing', 'Daybreak Street × Peace Road'],
	['观潮公圆', 'place', 'Tidewatch Park'],
	['tidwatch park', 'place', 'Tidewatch Park'],
	['县人民医院', 'place', 'County Hospital'],
	['三号码头', 'place', 'Wharf 3'],
	['Xi River Bridge', 'place', 'Xi River Bridge'],
	['fishmraket street', 'street', 'Fishmarket Street'],
	['望海路', 'street', 'Seaview Road'],
] as const

describe('in Xigang', () => {
	const found = new Map<string, FoundPlace[]>()
	let facts: Record<string, unknown> = {}
	beforeAll(async () => {
		await withMap(xigang, async (tx) => {
			for (const [text] of [...houses, ...others]) found.set(text, await searchPlaces(tx, text))
			found.set('missing', await searchPlaces(tx, '鱼市街 42 号', { limit: 3 }))
			found.set('nonsense', await searchPlaces(tx, '§§ ¿'))
			found.set('near', await searchPlaces(tx, 'Harbour Ave x Ring Rd', { near: [123.42, 28.5], limit: 1 }))
			const refused = async (p: [number, number]) => needInside(tx, p, 'point').catch((fault: unknown) => fault)
			facts = {
				areas: await Promise.all([
					areaOf(tx, [123.395, 28.499]),
					areaOf(tx, [123.41, 28.498]),
					areaOf(tx, [123.39, 28.508]),
					areaOf(tx, [120, 30]),
				]),
				inside: [await insideMap(tx, [123.4, 28.5]), await insideMap(tx, [122, 28.5])],
				swapped: await refused([28.5, 123.4]),
				outside: await refused([122, 28.5]),
				nearest: await nearestAddress(tx, found.get('鱼市街41号')?.[0]?.point ?? [0, 0]),
			}
		})
	}, patience)

	test.each(houses)('G5 %s finds its house first', (text, label) => {
		expect(found.get(text)?.[0]).toMatchObject({ kind: 'address', label_en: label, exact: true })
	})

	test.each(others)('G6 %s finds the %s', (text, kind, label) => {
		expect(found.get(text)?.[0]).toMatchObject({ kind, label_en: label })
	})

	test('G5 a number that is not on the map is answered by its neighbour and says so', () => {
		const first = found.get('missing')?.[0]
		expect(first?.kind).toBe('address')
		if (first?.label_zh !== '鱼市街42号') expect(first?.exact).toBe(false)
	})

	test('G6 both labels come back, with the area and a score; text without letters finds nothing', () => {
		expect(found.get('鱼市街41号')?.[0]).toMatchObject({ label_zh: '鱼市街41号', area: 'xigang-old-town', score: 1 })
		expect(found.get('nonsense')).toEqual([])
		expect(found.get('near')?.[0]?.area).toBe('xigang-quayside')
	})

	test('G7 the three station areas answer for the map, and outside it none does', () => {
		expect(facts['areas']).toEqual(['xigang-old-town', 'xigang-quayside', 'xigang-northgate', null])
		expect(facts['inside']).toEqual([true, false])
	})

	test('G7 a point outside is refused, and one whose latitude and longitude changed places is told so', () => {
		expect(facts['swapped']).toMatchObject({
			code: 'outside_map',
			rule: 'G7',
			field: 'point',
			extra: { swapped: true },
		})
		expect(facts['outside']).toMatchObject({ code: 'outside_map', extra: {} })
	})

	test('G5 a point knows the address nearest to it', () => {
		expect(facts['nearest']).toMatchObject({ label_zh: '鱼市街41号', metres: 0 })
	})
})

describe.skipIf(oracles === undefined)(`in Krems${why}`, () => {
	test(
		'G5 each of the house numbers on the map is found first',
		async () => {
			const extract = await readExtract(osmFile('krems.osm.gz'))
			const asked = [...extract.nodes, ...extract.ways].flatMap(({ tags }) => {
				const street = tags?.['addr:street'] ?? tags?.['addr:place']
				const number = tags?.['addr:housenumber']
				return street === undefined || number === undefined ? [] : [{ street, number }]
			})
			expect(asked.length).toBeGreaterThan(280)
			const wrong = await withMap(osmFile('krems.osm.gz'), async (tx) => {
				const out: string[] = []
				for (const { street, number } of asked) {
					const [first] = await searchPlaces(tx, `${street} ${number}`, { limit: 1 })
					if (normalise(first?.label_en ?? '') !== normalise(`${number} ${street}`) || first?.exact !== true)
						out.push(`${street} ${number}: ${first?.label_en}`)
				}
				return out
			})
			expect(wrong).toEqual([])
		},
		patience,
	)
})
