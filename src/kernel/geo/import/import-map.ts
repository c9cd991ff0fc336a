import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { sql } from 'kysely'
import type { Store } from '#kernel/db/store.ts'
import type { Tx } from '#kernel/db/schema.ts'
import '../tables.ts'
import { saveGraph } from '../graph/file.ts'
import { makeTiles, maxZoom, minZoom } from '../tiles/make-tiles.ts'
import { graphOf } from './graph-of.ts'
import { layerNames, layersOf } from './layers.ts'
import type { Extract } from './osm.ts'
import { readExtract } from './read.ts'
import { type MapRows, rowsOf } from './rows.ts'
import { writeRows } from './write-rows.ts'

/** Raised when the same file would give another graph, other rows or other tiles. */
export const importerNumber = 2

export type ImportStep = 'read' | 'roads' | 'names' | 'tiles' | 'database' | 'done'
export type Import = {
	readonly store: Store
	/** The extract: .osm.pbf, .osm or .osm.gz. */
	readonly file: string
	/** Where maps are kept: each version has a folder of its own in it. */
	readonly folder: string
	readonly onProgress?: (step: ImportStep, line: string) => void
}
export type ImportedMap = {
	readonly version: string
	readonly nodes: number
	readonly streets: number
	readonly addresses: number
	readonly places: number
	readonly already: boolean
}

export const graphFile = (folder: string, version: string) => join(folder, version, 'roads.graph')
export const tilesFile = (folder: string, version: string) => join(folder, version, 'base.pmtiles')
export const factsFile = (folder: string, version: string) => join(folder, version, 'map.json')

const attributionOf = (fictional: boolean) =>
	fictional ? 'A town that does not exist' : '© OpenStreetMap contributors'

/**
 * Imports a map and makes it the current one. The files of a version are whole or absent (made beside, then renamed),
 * the rows change in one transaction: until that commits the old map serves. Asked again with the same file it does
 * only what is missing. Refuses (`invalid`) a file that is no map.
 */
export async function importMap({ store, file, folder, onProgress = () => {} }: Import): Promise<ImportedMap> {
	const version = `${await sha256Of(file)}-${importerNumber}`
	const known = await store.transact('owner', (tx) =>
		tx.selectFrom('geo.map').selectAll().where('version', '=', version).executeTakeFirst(),
	)
	const whole = await exists(factsFile(folder, version))
	if (known?.is_current === true && whole) {
		onProgress('done', 'this map is in use already')
		return {
			version,
			nodes: known.nodes,
			streets: known.streets,
			addresses: known.addresses,
			places: known.places,
			already: true,
		}
	}
	const begun = performance.now()
	const extract = await readExtract(file)
	onProgress('read', `${extract.index.size} nodes, ${extract.ways.length} ways`)
	const fictional = extract.nodes.some((n) => n.tags?.fictional === 'yes')
	if (!whole) await makeFiles(extract, version, folder, fictional, onProgress)
	const rows = rowsOf(extract)
	onProgress(
		'names',
		`${rows.streets.length} streets, ${rows.addresses.length} addresses, ${rows.places.length} places, ${rows.crossings.length} crossings`,
	)
	await store.transact('owner', (tx) =>
		useMap(tx, { version, extract, rows, source: basename(file).slice(0, 200), fictional }),
	)
	onProgress('database', 'rows written, the new map is in use')
	onProgress('done', `${((performance.now() - begun) / 1000).toFixed(1)} s`)
	return {
		version,
		nodes: extract.index.size,
		streets: rows.streets.length,
		addresses: rows.addresses.length,
		places: rows.places.length,
		already: false,
	}
}

async function makeFiles(
	extract: Extract,
	version: string,
	folder: string,
	fictional: boolean,
	onProgress: (step: ImportStep, line: string) => void,
): Promise<void> {
	const part = join(folder, `${version}.part`)
	await rm(part, { recursive: true, force: true })
	await mkdir(part, { recursive: true })
	const graph = graphOf(extract, version)
	await saveGraph(join(part, 'roads.graph'), graph)
	onProgress('roads', `${graph.reached.length} pieces of road`)
	const bounds = extract.bounds
	const attribution = attributionOf(fictional)
	const count = await makeTiles(join(part, 'base.pmtiles'), layersOf(extract), bounds, attribution, (done, all) =>
		onProgress('tiles', `${done} of ${all}`),
	)
	onProgress('tiles', `${count} tiles`)
	const [west, south, east, north] = bounds
	const facts = {
		version,
		bounds,
		centre: [(west + east) / 2, (south + north) / 2],
		minzoom: minZoom,
		maxzoom: maxZoom,
		attribution,
		fictional,
		layers: layerNames,
	}
	await writeFile(join(part, 'map.json'), JSON.stringify(facts))
	await rm(join(folder, version), { recursive: true, force: true })
	await rename(part, join(folder, version))
}

type Switch = {
	readonly version: string
	readonly extract: Extract
	readonly rows: MapRows
	readonly source: string
	readonly fictional: boolean
}

/** Puts rows in place of the former map's and makes their version the current one, all in the given transaction. */
export async function useMap(tx: Tx, { version, extract, rows, source, fictional }: Switch): Promise<void> {
	const [west, south, east, north] = extract.bounds
	const counts = {
		nodes: extract.index.size,
		streets: rows.streets.length,
		addresses: rows.addresses.length,
		places: rows.places.length,
	}
	// One import at a time: the second waits and then finds its rows replaced or its map in use.
	await sql`lock table geo.map in share row exclusive mode`.execute(tx)
	await tx.updateTable('geo.map').set({ is_current: false }).where('is_current', '=', true).execute()
	await tx
		.insertInto('geo.map')
		.values({
			version,
			source_name: source,
			west,
			south,
			east,
			north,
			...counts,
			fictional,
			imported_at: new Date(),
			is_current: true,
		})
		.onConflict((oc) => oc.column('version').doUpdateSet({ is_current: true, imported_at: new Date(), ...counts }))
		.execute()
	await writeRows(tx, version, rows)
}

async function sha256Of(file: string): Promise<string> {
	const hash = createHash('sha256')
	for await (const chunk of createReadStream(file)) hash.update(chunk)
	return hash.digest('hex')
}

async function exists(file: string): Promise<boolean> {
	return access(file).then(
		() => true,
		() => false,
	)
}
