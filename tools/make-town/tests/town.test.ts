import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { writePbf } from '../pbf-writer.ts'
import { drawTown } from '../town.ts'

const file = fileURLToPath(new URL('../../../demo/xigang.osm.pbf', import.meta.url))
/** Debian's osmium-tool: a reader we did not write. */
const reader = 'osmium'
const osmium = spawnSync(reader, ['--version']).status === 0

test('G11 the tool run again gives the same bytes as the file in the project', () => {
	expect(Buffer.from(writePbf(drawTown())).equals(readFileSync(file))).toBe(true)
})

test('G11 the town is as large as it should be, has what calls are about, and says that it does not exist', () => {
	const town = drawTown()
	expect(town.nodes.length).toBeGreaterThan(12_000)
	expect(town.nodes.length).toBeLessThan(18_000)
	expect(readFileSync(file).length).toBeLessThan(600_000)
	const tags = [...town.nodes, ...town.ways, ...town.relations].map((e) => e.tags)
	const count = (key: string, value?: string) =>
		tags.filter((t) => t[key] !== undefined && (value === undefined || t[key] === value)).length
	expect(count('fictional', 'yes')).toBe(1)
	expect(count('addr:housenumber')).toBeGreaterThan(2_500)
	expect(count('amenity', 'police')).toBe(4)
	expect(count('amenity', 'school')).toBeGreaterThanOrEqual(4)
	expect(count('amenity', 'bank')).toBeGreaterThanOrEqual(5)
	expect(count('amenity', 'parking')).toBeGreaterThanOrEqual(6)
	expect(count('oneway', 'yes')).toBeGreaterThan(10)
	expect(count('type', 'restriction')).toBeGreaterThan(5)
	expect(count('highway', 'traffic_signals')).toBeGreaterThan(15)
	expect(count('bridge', 'yes')).toBeGreaterThanOrEqual(4)
	expect(count('seawall:station_area')).toBe(3)
	// Every name is there in Chinese and in English, and no house has two.
	for (const t of tags) if (t.name !== undefined) expect([t['name:zh'], t['name:en']]).not.toContain(undefined)
	const houses = tags.flatMap((t) =>
		t['addr:housenumber'] === undefined ? [] : [`${t['addr:street']} ${t['addr:housenumber']}`],
	)
	expect(new Set(houses).size).toBe(houses.length)
})

test.skipIf(!osmium)('G11 osmium reads the file whole and in order', () => {
	const { stdout, status } = spawnSync(reader, ['fileinfo', '-e', '-j', file], { encoding: 'utf8' })
	expect(status).toBe(0)
	const { data } = JSON.parse(stdout)
	expect(data).toMatchObject({
		objects_ordered: true,
		multiple_versions: false,
		count: { nodes: drawTown().nodes.length },
	})
})
