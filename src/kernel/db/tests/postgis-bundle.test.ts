import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { kept, only, postgis } from '../postgis-bundle.ts'

const whole = new URL('./postgis.tar.gz', import.meta.resolve('@electric-sql/pglite-postgis'))

test('S17 a third of the archive is kept, once, and creates, transforms and measures', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'seawall-bundle-'))
	try {
		const place = await kept(whole, folder)
		expect(place.href).toContain(pathToFileURL(folder).href)
		const made = statSync(place).mtimeMs
		expect(gunzipSync(readFileSync(place)).length * 2).toBeLessThan(gunzipSync(readFileSync(whole)).length)
		expect((await kept(whole, folder)).href).toBe(place.href)
		expect(statSync(place).mtimeMs).toBe(made)
		expect(readdirSync(folder)).toHaveLength(1)

		const slim = {
			...postgis,
			setup: async (...given: Parameters<typeof postgis.setup>) => ({
				...(await postgis.setup(...given)),
				bundlePath: place,
			}),
		}
		const pglite = await PGlite.create({ extensions: { postgis: slim } })
		await pglite.exec('create extension postgis')
		const { rows } = await pglite.query(
			`select round(st_x(st_transform(st_setsrid(st_point(120.5, 30.2), 4326), 3857))) as x, postgis_lib_version() as version`,
		)
		expect(rows).toEqual([{ x: 13_413_999, version: expect.stringMatching(/^3\./) }])
		await pglite.close()
	} finally {
		rmSync(folder, { recursive: true })
	}
}, 120_000)

test('S17 where nothing may be kept, or the archive is another, the package’s own is used', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'seawall-bundle-'))
	try {
		writeFileSync(join(folder, 'file'), '')
		expect((await kept(whole, join(folder, 'file', 'below'))).href).toBe(whole.href)
		const other = pathToFileURL(join(folder, 'other.tar.gz'))
		writeFileSync(other, gzipSync(Buffer.alloc(1024)))
		expect((await kept(other, folder)).href).toBe(other.href)
		expect(() => only(Buffer.from('no tar at all '.repeat(100)))).toThrow('not a tar')
	} finally {
		rmSync(folder, { recursive: true })
	}
})
