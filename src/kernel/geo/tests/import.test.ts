import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, gunzipSync, gzipSync } from 'node:zlib'
import fastify from 'fastify'
import { PbfReader, PbfWriter } from 'pbf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { openFresh } from '#tests/database.ts'
import { importOsm, routeCommand } from '../cli.ts'
import { graphFile, importMap, tilesFile } from '../import/import-map.ts'
import { readExtract } from '../import/read.ts'
import { mapRoutes } from '../map-routes.ts'
import { findMap } from '../places.ts'
import { oracles, osmFile, xigang, why } from './town.ts'

let folder = ''
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'seawall-map-'))
})
afterAll(async () => {
	await rm(folder, { recursive: true, force: true })
})

async function fileOf(name: string, text: string | Uint8Array): Promise<string> {
	const file = join(folder, name)
	await writeFile(file, text)
	return file
}

const node = '<node id="1" lon="7.4" lat="43.7"/>'

describe('hostile and broken files', () => {
	test.each([
		['a DOCTYPE', `<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "aaaa">]><osm>${node}</osm>`],
		['an entity of its own', `<osm><node id="1" lon="7.4" lat="43.7"><tag k="name" v="&a;"/></node></osm>`],
		['deep nesting', `<osm>${'<a>'.repeat(50)}${'</a>'.repeat(50)}</osm>`],
		[
			'a value without end',
			`<osm><node id="1" lon="7.4" lat="43.7"><tag k="n" v="${'x'.repeat(20_000)}"/></node></osm>`,
		],
		['a place that is no number', '<osm><node id="1" lon="east" lat="43.7"/></osm>'],
		['a place off the earth', '<osm><node id="1" lon="7.4" lat="443.7"/></osm>'],
		['no end', '<osm><node id="1" lon="7.4" lat="43.7">'],
		['no map in it', '<osm></osm>'],
		['no XML at all', 'PK\u0003\u0004 something else'],
	])('G3 XML with %s is refused', async (_what, text) => {
		await expect(readExtract(await fileOf('bad.osm', text))).rejects.toMatchObject({ code: 'invalid', rule: 'G3' })
	})

	test('G3 cut, swollen and wrongly encoded files are refused', async () => {
		const whole = await readFile(xigang)
		const bad = [
			await fileOf('cut.osm.pbf', whole.subarray(0, whole.length - 500)),
			await fileOf(
				'flipped.osm.pbf',
				Buffer.concat([whole.subarray(0, 4_000), Buffer.alloc(200, 0xff), whole.subarray(4_200)]),
			),
			await fileOf('cut.osm.gz', gzipSync(`<osm>${node}</osm>`).subarray(0, 30)),
			await fileOf(
				'latin.osm',
				Buffer.from('<osm><node id="1" lon="7.4" lat="43.7"><tag k="n" v="\xe9"/></node></osm>', 'latin1'),
			),
		]
		for (const file of bad) await expect(readExtract(file)).rejects.toMatchObject({ code: 'invalid', rule: 'G3' })
	})

	test('G3 a block that would swell beyond the format\u2019s limit is refused before it fills the memory', async () => {
		const message = (write: (pbf: PbfWriter) => void) => {
			const pbf = new PbfWriter()
			write(pbf)
			return pbf.finish()
		}
		const blob = message((pbf) => {
			pbf.writeVarintField(2, 10)
			pbf.writeBytesField(3, deflateSync(Buffer.alloc(200_000_000)))
		})
		const head = message((pbf) => {
			pbf.writeStringField(1, 'OSMHeader')
			pbf.writeVarintField(3, blob.length)
		})
		const size = Buffer.alloc(4)
		size.writeUInt32BE(head.length)
		const file = await fileOf('bomb.osm.pbf', Buffer.concat([size, head, blob]))
		await expect(readExtract(file)).rejects.toMatchObject({ code: 'invalid', rule: 'G3' })
	})

	test('G3 names of tags reach no prototype', async () => {
		const extract = await readExtract(
			await fileOf('proto.osm', `<osm><node id="1" lon="7.4" lat="43.7"><tag k="__proto__" v="x"/></node></osm>`),
		)
		expect(Object.getPrototypeOf({}).x).toBeUndefined()
		expect(extract.nodes).toHaveLength(1)
	})
})

describe('an import', () => {
	let store: Store
	let version = ''
	const lines: string[] = []
	beforeAll(async () => {
		store = await openFresh()
		version = (await importOsm({ store, folder, print: (line) => lines.push(line) }, xigang)).version
	}, 240_000)
	afterAll(async () => {
		await store.close()
	})
	const current = () => store.transact('seawall_app', findMap)

	test('G4 makes the map current, with a line for each step', async () => {
		expect(await current()).toMatchObject({ version, fictional: true })
		for (const step of ['read', 'roads', 'tiles', 'names', 'database', 'done'])
			expect(lines.some((l) => l.startsWith(step))).toBe(true)
	})

	test('G1 G4 asked again with the same file does nothing, and mends what is missing', async () => {
		expect(await importMap({ store, file: xigang, folder })).toMatchObject({ version, already: true })
		const before = await readFile(graphFile(folder, version))
		const tiles = await readFile(tilesFile(folder, version))
		await rm(join(folder, version), { recursive: true })
		expect(await importMap({ store, file: xigang, folder })).toMatchObject({ version, already: false })
		expect(before.equals(await readFile(graphFile(folder, version)))).toBe(true)
		expect(tiles.equals(await readFile(tilesFile(folder, version)))).toBe(true)
	})

	test('G3 a damaged file leaves the old map in use and no folder behind', async () => {
		const bad = await fileOf('again.osm', '<osm><node id="1" lon="7.4"')
		await expect(importMap({ store, file: bad, folder })).rejects.toMatchObject({ code: 'invalid' })
		expect((await current())?.version).toBe(version)
	})

	test('G2 the command line tells metres, seconds and streets', async () => {
		const out: string[] = []
		await routeCommand({ store, folder, print: (line) => out.push(line) }, '123.3953,28.4993', '123.4065,28.4982')
		expect(out[0]).toMatch(/^[\d.]+ m, [\d.]+ s$/)
		expect(out.join('\n')).toContain('Harbour Avenue 港前大道')
		await expect(routeCommand({ store, folder, print: () => {} }, '28.5,123.4', '123.4,28.5')).rejects.toMatchObject({
			code: 'invalid',
			rule: 'G7',
		})
		await expect(routeCommand({ store, folder, print: () => {} }, '7.42,43.73', '123.4,28.5')).rejects.toMatchObject({
			code: 'outside_map',
		})
	})

	test('G8 tiles come gzipped with the map\u2019s version as their tag, and the style knows the map', async () => {
		const app = fastify()
		mapRoutes(app, { folder, version: async () => (await current())?.version ?? null })
		const facts = (await app.inject('/map/style-info.json')).json()
		expect(facts).toMatchObject({ version, fictional: true, maxzoom: 15 })
		const tile = await app.inject('/map/tiles/14/13807/6838.mvt')
		expect(tile.statusCode).toBe(200)
		expect(tile.headers['content-encoding']).toBe('gzip')
		const names: string[] = []
		new PbfReader(gunzipSync(tile.rawPayload)).readFields((tag, _, pbf) => {
			if (tag === 3) pbf.readMessage((t, __, p) => void (t === 1 && names.push(p.readString())), null)
		}, null)
		expect(names).toEqual(expect.arrayContaining(['water', 'building', 'road', 'area']))
		const again = await app.inject({
			url: '/map/tiles/14/13807/6838.mvt',
			headers: { 'if-none-match': String(tile.headers.etag) },
		})
		expect(again.statusCode).toBe(304)
		expect((await app.inject('/map/tiles/14/0/0.mvt')).statusCode).toBe(204)
		for (const bad of ['/map/tiles/a/0/0.mvt', '/map/tiles/14/-1/0.mvt', '/map/tiles/99/0/0.mvt'])
			expect((await app.inject(bad)).statusCode).toBe(404)
		await app.close()
	})

	test.skipIf(oracles === undefined)(
		`G1 G4 another town takes its place, and the former graph is kept${why}`,
		async () => {
			for (const name of ['monaco.osm.gz', 'andorra.osm.pbf']) {
				const map = await importMap({ store, file: osmFile(name), folder })
				expect((await current())?.version).toBe(map.version)
			}
			await access(graphFile(folder, version))
			expect(await importMap({ store, file: xigang, folder })).toMatchObject({ version })
			expect((await current())?.version).toBe(version)
		},
	)
})
