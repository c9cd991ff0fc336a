import { isHan, namesOf } from './names.ts'
import { grams, normalise, normaliseNumber } from '../spell.ts'
import { type Street, type StreetRow, Streets } from './streets.ts'
import type { Extract, OsmNode, OsmWay, Position, Tags } from './osm.ts'

/** Rows of streets, addresses, crossings, places and areas out of an extract. */

export type { StreetRow } from './streets.ts'
export type AddressRow = {
	id: number
	street_id: number
	number: string
	number_norm: string
	number_int: number
	label_en: string
	label_zh: string
	lon: number
	lat: number
}
export type CrossingRow = {
	id: number
	street_a: number
	street_b: number
	label_en: string
	label_zh: string
	lon: number
	lat: number
}
export type PlaceRow = { id: number; category: string; name_en: string; name_zh: string; lon: number; lat: number }
export type NameRow = { kind: 'street' | 'place'; ref: number; norm: string; grams: string[] }
export type AreaRow = {
	id: number
	code: string
	name_en: string
	name_zh: string
	rings: Position[][]
	holes: Position[][]
}
export type MapRows = {
	readonly streets: StreetRow[]
	readonly addresses: AddressRow[]
	readonly crossings: CrossingRow[]
	readonly places: PlaceRow[]
	readonly names: NameRow[]
	readonly areas: AreaRow[]
}

export function rowsOf(extract: Extract): MapRows {
	const streets = new Streets()
	for (const way of extract.ways) {
		if (way.tags?.highway === undefined) continue
		const name = namesOf(way.tags)
		const line = extract.line(way)
		if (name.zh !== '' && line.length > 0) streets.add(name.en, name.zh, name.others, line, way.refs)
	}
	const addresses: AddressRow[] = []
	const places: PlaceRow[] = []
	const names: NameRow[] = []
	for (const { tags, at } of things(extract)) {
		addAddress(streets, addresses, tags, at)
		addPlace(places, names, tags, at)
	}
	for (const { row, alias } of streets.all)
		for (const norm of alias) names.push({ kind: 'street', ref: row.id, norm, grams: grams(norm) })
	return {
		streets: streets.all.map((s) => s.row),
		addresses,
		crossings: crossingsOf(extract, streets.all),
		places,
		names,
		areas: areasOf(extract),
	}
}

/** Tagged nodes, and closed or open ways at the middle of their points. */
function* things(extract: Extract): Generator<{ readonly tags: Tags; readonly at: Position }> {
	for (const node of extract.nodes) yield { tags: node.tags ?? {}, at: placeOf(node) }
	for (const way of extract.ways) {
		const at = middleOf(extract, way)
		if (at !== null) yield { tags: way.tags ?? {}, at }
	}
	for (const relation of extract.relations) {
		if (relation.tags?.type !== 'multipolygon') continue
		const ring = extract.rings(relation).outer[0]
		if (ring !== undefined) yield { tags: relation.tags, at: mean(ring) }
	}
}

const placeOf = (node: OsmNode): Position => [node.lon, node.lat]

function middleOf(extract: Extract, way: OsmWay): Position | null {
	const line = extract.line(way)
	const closed = line.length > 3 && way.refs[0] === way.refs.at(-1)
	if (line.length === 0) return null
	return closed ? mean(line) : (line[line.length >> 1] ?? null)
}

function mean(ring: readonly Position[]): Position {
	const points = ring.slice(1)
	const sum = points.reduce<[number, number]>((s, p) => [s[0] + p[0], s[1] + p[1]], [0, 0])
	return [sum[0] / points.length, sum[1] / points.length]
}

function addAddress(streets: Streets, out: AddressRow[], tags: Tags, at: Position): void {
	const said = tags['addr:housenumber']
	if (said === undefined || said.length > 40) return
	// A number without a street belongs to the named street it stands by.
	const plain = tags['addr:street'] ?? tags['addr:place'] ?? streets.beside(at)?.row.name_zh ?? tags['addr:city']
	if (plain === undefined || normalise(plain) === '') return
	const zh = tags['addr:street:zh'] ?? plain
	const en = tags['addr:street:en'] ?? plain
	const street = streets.find(normalise(plain), at) ?? streets.add(en, zh, [plain], [at], [])
	for (const number of said.split(/[;,]/).map((n) => n.trim())) {
		const norm = normaliseNumber(number)
		if (norm === '') continue
		const { name_en, name_zh, id } = street.row
		out.push({
			id: out.length + 1,
			street_id: id,
			number,
			number_norm: norm,
			number_int: Math.min(Number.parseInt(/\d{1,7}/.exec(norm)?.[0] ?? '0', 10), 9_999_999),
			label_en: isHan(name_en) ? `${name_en}${number}` : `${number} ${name_en}`,
			label_zh: isHan(name_zh) ? `${name_zh}${number.replace(/号$/, '')}号` : `${name_zh} ${number}`,
			lon: at[0],
			lat: at[1],
		})
	}
}

const placeKeys = [
	'amenity',
	'shop',
	'tourism',
	'leisure',
	'railway',
	'public_transport',
	'healthcare',
	'office',
	'man_made',
	'historic',
	'place',
	'natural',
	'landuse',
	'water',
	'waterway',
	'craft',
	'emergency',
	'aeroway',
	'barrier',
	'building',
]

function addPlace(places: PlaceRow[], names: NameRow[], tags: Tags, at: Position): void {
	if (tags['bridge:name'] !== undefined) {
		const bridge = {
			name: tags['bridge:name'],
			...pick('name:en', tags['bridge:name:en']),
			...pick('name:zh', tags['bridge:name:zh']),
		}
		return addNamed(places, names, 'bridge', bridge, at)
	}
	if (tags.highway !== undefined && tags.highway !== 'bus_stop' && tags.highway !== 'rest_area') return
	const key = placeKeys.find((k) => tags[k] !== undefined && tags[k] !== 'no')
	if (key === undefined) return
	const value = tags[key] ?? ''
	addNamed(places, names, (value === 'yes' ? key : value).slice(0, 60), tags, at)
}

const pick = (key: string, value: string | undefined): Tags => (value === undefined ? {} : { [key]: value })

function addNamed(places: PlaceRow[], names: NameRow[], category: string, tags: Tags, at: Position): void {
	const name = namesOf(tags)
	if (name.zh === '') return
	const id = places.length + 1
	places.push({ id, category, name_en: name.en, name_zh: name.zh, lon: at[0], lat: at[1] })
	const norms = new Set([name.en, name.zh, ...name.others].map(normalise).filter((n) => n !== ''))
	for (const norm of norms) names.push({ kind: 'place', ref: id, norm, grams: grams(norm) })
}

/** Nodes that two named streets share: one crossing for each pair of streets and neighbourhood. */
function crossingsOf(extract: Extract, streets: readonly Street[]): CrossingRow[] {
	const at = new Map<number, Street[]>()
	for (const street of streets)
		for (const ref of street.refs) {
			const list = at.get(ref)
			if (list === undefined) at.set(ref, [street])
			else list.push(street)
		}
	const out: CrossingRow[] = []
	const seen = new Map<string, Position>()
	for (const [ref, here] of at) {
		const place = here.length < 2 ? null : extract.place(ref)
		if (place === null) continue
		for (const [i, a] of here.entries())
			for (const b of here.slice(i + 1)) {
				const [one, two] = a.row.id < b.row.id ? [a.row, b.row] : [b.row, a.row]
				const key = `${one.id} ${two.id}`
				const before = seen.get(key)
				// A dual carriageway meets twice within a few metres: one crossing.
				if (before !== undefined && Math.abs(before[0] - place[0]) < 0.0006 && Math.abs(before[1] - place[1]) < 0.0006)
					continue
				seen.set(key, place)
				out.push({
					id: out.length + 1,
					street_a: one.id,
					street_b: two.id,
					label_en: `${one.name_en} × ${two.name_en}`,
					label_zh: `${one.name_zh}与${two.name_zh}路口`,
					lon: place[0],
					lat: place[1],
				})
			}
	}
	return out
}

function areasOf(extract: Extract): AreaRow[] {
	const out: AreaRow[] = []
	for (const relation of extract.relations) {
		const code = relation.tags?.['seawall:station_area']
		if (code === undefined) continue
		const name = namesOf(relation.tags ?? {})
		const { outer, inner } = extract.rings(relation)
		out.push({ id: out.length + 1, code, name_en: name.en, name_zh: name.zh, rings: outer, holes: inner })
	}
	for (const way of extract.ways) {
		const code = way.tags?.['seawall:station_area']
		if (code === undefined || way.refs[0] !== way.refs.at(-1)) continue
		const name = namesOf(way.tags ?? {})
		out.push({ id: out.length + 1, code, name_en: name.en, name_zh: name.zh, rings: [extract.line(way)], holes: [] })
	}
	return out
}
