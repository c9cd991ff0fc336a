import { gzipSync } from 'node:zlib'
import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import { type LayerName, type Layers, layerNames } from '../import/layers.ts'
import { type TileData, writePmtiles } from './pmtiles-writer.ts'

export const minZoom = 9
export const maxZoom = 15

/** Zoom from which a layer is in the tiles: what cannot be seen is not sent. */
const from: Readonly<Record<LayerName, number>> = {
	water: 9,
	green: 10,
	building: 13,
	road: 9,
	rail: 10,
	mole: 12,
	area: 9,
	place: 9,
	poi: 13,
	housenumber: 15,
}

/** Cuts the layers into vector tiles and writes them as one PMTiles archive. `step` is told tiles done and all. */
export async function makeTiles(
	file: string,
	layers: Layers,
	bounds: readonly [number, number, number, number],
	attribution: string,
	step: (done: number, all: number) => void,
): Promise<number> {
	const indexes = layerNames
		.filter((name) => layers[name].length > 0)
		.map((name) => {
			const options = {
				maxZoom,
				indexMaxZoom: maxZoom > 12 ? 12 : maxZoom,
				indexMaxPoints: 0,
				tolerance: 3,
				buffer: 64,
				extent: 4096,
			}
			return { name, index: new GeoJSONVT({ type: 'FeatureCollection', features: layers[name] }, options) }
		})
	const wanted = coordinates(bounds)
	const tiles: TileData[] = []
	for (const [i, { z, x, y }] of wanted.entries()) {
		const here: Record<string, GeoJSONVTTile> = {}
		for (const { name, index } of indexes) {
			const tile = z < from[name] ? null : index.getTile(z, x, y)
			if (tile !== null && tile.features.length > 0) here[name] = tile
		}
		if (Object.keys(here).length > 0)
			tiles.push({ z, x, y, gzip: gzipSync(fromGeojsonVt(here, { version: 2, extent: 4096 }), { level: 6 }) })
		if (i % 4_000 === 3_999) step(i + 1, wanted.length)
	}
	const metadata = {
		name: 'Seawall base map',
		attribution,
		vector_layers: layerNames.map((id) => ({ id, minzoom: from[id], maxzoom: maxZoom, fields: {} })),
	}
	await writePmtiles(file, tiles, { bounds, minZoom, maxZoom, metadata })
	return tiles.length
}

const column = (lon: number, z: number) => Math.floor(((lon + 180) / 360) * 2 ** z)
function row(lat: number, z: number): number {
	const s = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180)
	return Math.floor((0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * 2 ** z)
}

function coordinates([west, south, east, north]: readonly [number, number, number, number]) {
	const out: { z: number; x: number; y: number }[] = []
	for (let z = minZoom; z <= maxZoom; z++)
		for (let x = column(west, z); x <= column(east, z); x++)
			for (let y = row(north, z); y <= row(south, z); y++) out.push({ z, x, y })
	return out
}
