import type { Feature, Geometry } from 'geojson'
import { seaOf } from './coast.ts'
import { namesOf } from './names.ts'
import type { Extract, OsmWay, Position, Tags } from './osm.ts'

/** What the base map draws: features by layer, with only the properties the style asks for (see RULES.md). */

export const layerNames = [
	'water',
	'green',
	'building',
	'road',
	'rail',
	'mole',
	'area',
	'place',
	'poi',
	'housenumber',
] as const
export type LayerName = (typeof layerNames)[number]
type Properties = Record<string, string | number>
export type Layers = Readonly<Record<LayerName, Feature<Geometry, Properties>[]>>

const green = new Set([
	'park',
	'garden',
	'nature_reserve',
	'pitch',
	'golf_course',
	'forest',
	'wood',
	'grass',
	'meadow',
	'cemetery',
	'scrub',
	'recreation_ground',
	'village_green',
	'orchard',
	'vineyard',
	'farmland',
])
const pois: Readonly<Record<string, string>> = {
	school: 'school',
	kindergarten: 'school',
	college: 'school',
	university: 'school',
	hospital: 'hospital',
	clinic: 'hospital',
	police: 'police',
	bank: 'bank',
	parking: 'parking',
	fire_station: 'fire_station',
	bus_station: 'station',
	ferry_terminal: 'station',
	marketplace: 'market',
	townhall: 'government',
}
const main = new Set(['motorway', 'trunk', 'primary', 'secondary'])
const path = new Set(['footway', 'path', 'steps', 'cycleway', 'track', 'bridleway'])

export function layersOf(extract: Extract): Layers {
	const layers: Layers = {
		water: [],
		green: [],
		building: [],
		road: [],
		rail: [],
		mole: [],
		area: [],
		place: [],
		poi: [],
		housenumber: [],
	}
	// A map that draws its sea itself needs none out of its coastline.
	const drawn = extract.ways.some((w) => w.tags?.water === 'sea')
	for (const sea of drawn ? [] : seaOf(extract)) drawArea(layers, { natural: 'water', water: 'sea' }, sea)
	for (const way of extract.ways) drawWay(layers, extract, way)
	for (const relation of extract.relations) {
		const tags = relation.tags ?? {}
		const area = tags['seawall:station_area']
		if (tags.type !== 'multipolygon' && area === undefined) continue
		const { outer, inner } = extract.rings(relation)
		for (const ring of outer) drawArea(layers, tags, outer.length === 1 ? [ring, ...inner] : [ring])
	}
	for (const node of extract.nodes) drawNode(layers, node.tags ?? {}, [node.lon, node.lat])
	return layers
}

function put(layers: Layers, layer: LayerName, geometry: Geometry, properties: Properties): void {
	layers[layer].push({ type: 'Feature', geometry, properties })
}

function named(tags: Tags): Properties {
	const { en, zh } = namesOf(tags)
	return { ...(en === '' ? {} : { name_en: en }), ...(zh === '' ? {} : { name_zh: zh }) }
}

const mutable = (line: readonly Position[]) => line.map((p) => [p[0], p[1]])

function drawWay(layers: Layers, extract: Extract, way: OsmWay): void {
	const tags = way.tags ?? {}
	const points = extract.line(way)
	if (points.length < 2) return
	const line: Geometry = { type: 'LineString', coordinates: mutable(points) }
	const closed = points.length > 3 && way.refs[0] === way.refs.at(-1)
	if (tags.highway !== undefined && tags.area !== 'yes') return drawRoad(layers, tags, line)
	if (tags.railway === 'rail' || tags.railway === 'light_rail' || tags.railway === 'tram')
		return put(layers, 'rail', line, named(tags))
	if (['breakwater', 'pier', 'groyne', 'quay', 'dyke'].includes(tags.man_made ?? '') || tags.wall === 'seawall')
		return put(layers, 'mole', line, { kind: tags.man_made ?? 'seawall', ...named(tags) })
	if (!closed && (tags.waterway === 'river' || tags.waterway === 'canal' || tags.waterway === 'stream'))
		return put(layers, 'water', line, { kind: tags.waterway, ...named(tags) })
	if (closed) drawArea(layers, tags, [points])
}

function drawRoad(layers: Layers, tags: Tags, line: Geometry): void {
	const highway = tags.highway ?? ''
	if (highway === 'proposed' || highway === 'construction' || highway === 'platform') return
	const kind = main.has(highway.replace(/_link$/, '')) ? 'main' : path.has(highway) ? 'path' : 'minor'
	put(layers, 'road', line, { class: kind, highway, ...(tags.bridge === 'yes' ? { bridge: 1 } : {}), ...named(tags) })
}

function drawArea(layers: Layers, tags: Tags, rings: readonly (readonly Position[])[]): void {
	const polygon: Geometry = { type: 'Polygon', coordinates: rings.map(mutable) }
	const code = tags['seawall:station_area']
	if (code !== undefined) return put(layers, 'area', polygon, { code, ...named(tags) })
	if (
		tags.natural === 'water' ||
		tags.natural === 'bay' ||
		tags.waterway === 'riverbank' ||
		tags.waterway === 'dock' ||
		tags.landuse === 'basin'
	)
		return put(layers, 'water', polygon, { kind: tags.water ?? 'water', ...named(tags) })
	if (green.has(tags.leisure ?? '') || green.has(tags.landuse ?? '') || green.has(tags.natural ?? ''))
		put(layers, 'green', polygon, { kind: tags.leisure ?? tags.landuse ?? tags.natural ?? 'green', ...named(tags) })
	if (tags.building !== undefined && tags.building !== 'no') put(layers, 'building', polygon, {})
	const middle = middleOf(rings[0] ?? [])
	if (middle !== null) drawNode(layers, tags, middle)
}

function middleOf(ring: readonly Position[]): Position | null {
	if (ring.length < 2) return null
	const points = ring.slice(1)
	return [points.reduce((s, p) => s + p[0], 0) / points.length, points.reduce((s, p) => s + p[1], 0) / points.length]
}

function drawNode(layers: Layers, tags: Tags, at: Position): void {
	const point: Geometry = { type: 'Point', coordinates: [at[0], at[1]] }
	if (tags['addr:housenumber'] !== undefined)
		put(layers, 'housenumber', point, { number: tags['addr:housenumber'].slice(0, 20) })
	const kind = pois[tags.amenity ?? ''] ?? (tags.railway === 'station' ? 'station' : undefined)
	if (kind !== undefined) put(layers, 'poi', point, { kind, ...named(tags) })
	if (namesOf(tags).zh === '') return
	if (tags.place !== undefined) put(layers, 'place', point, { kind: tags.place, ...named(tags) })
	if (tags.natural === 'bay' || tags.natural === 'strait') put(layers, 'water', point, { kind: 'bay', ...named(tags) })
}
