import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import './tables.ts'

/** Questions about a point of the map: whose area, which address, inside or not. Points are [lon, lat], WGS 84. */

export type LonLat = readonly [lon: number, lat: number]
export type CurrentMap = {
	readonly version: string
	readonly west: number
	readonly south: number
	readonly east: number
	readonly north: number
	readonly fictional: boolean
}

const at = (p: LonLat) => sql`st_setsrid(st_makepoint(${p[0]}::float8, ${p[1]}::float8), 4326)`

/** The map in use, or null before the first import. */
export async function findMap(tx: Tx): Promise<CurrentMap | null> {
	const row = await tx
		.selectFrom('geo.map')
		.select(['version', 'west', 'south', 'east', 'north', 'fictional'])
		.where('is_current', '=', true)
		.executeTakeFirst()
	return row ?? null
}

/** The map in use; refuses (`not_available`) before the first import. */
export async function needMap(tx: Tx): Promise<CurrentMap> {
	const map = await findMap(tx)
	if (map === null)
		throw new Refusal('not_available', 'No map has been imported yet. Import one with: npx seawall import-osm FILE', {
			rule: 'G4',
		})
	return map
}

const holds = (map: CurrentMap, [lon, lat]: LonLat) =>
	lon >= map.west && lon <= map.east && lat >= map.south && lat <= map.north

/** Whether a point lies within the bounds of the map in use. */
export async function insideMap(tx: Tx, point: LonLat): Promise<boolean> {
	const map = await findMap(tx)
	return map !== null && holds(map, point)
}

/**
 * Refuses a point outside the map (`outside_map`), and says so when latitude and longitude seem to have changed places.
 * `field`: the input field named in the refusal.
 */
export async function needInside(tx: Tx, point: LonLat, field: string): Promise<CurrentMap> {
	const map = await needMap(tx)
	if (holds(map, point)) return map
	const swapped = holds(map, [point[1], point[0]])
	throw new Refusal(
		'outside_map',
		swapped
			? 'Latitude and longitude seem to have changed places: give longitude first, then latitude.'
			: 'This place is outside the map in use. Check the place, or hand the call to the agency it belongs to.',
		{ rule: 'G7', field, extra: swapped ? { swapped: true } : {} },
	)
}

/** Code of the agency whose area a point lies in, or null. */
export async function areaOf(tx: Tx, point: LonLat): Promise<string | null> {
	const { rows } = await sql<{ code: string }>`
		select code from geo.area where st_intersects(shape, ${at(point)}) order by id limit 1`.execute(tx)
	return rows[0]?.code ?? null
}

/** The same of many points in one question, in their order. */
export async function areasOf(tx: Tx, points: readonly LonLat[]): Promise<readonly (string | null)[]> {
	const { rows } = await sql<{ code: string | null }>`
		select (select r.code from geo.area r where st_intersects(r.shape, st_setsrid(st_makepoint(p.lon, p.lat), 4326)) order by r.id limit 1) as code
		from unnest(${points.map(([lon]) => lon)}::float8[], ${points.map(([, lat]) => lat)}::float8[]) with ordinality as p (lon, lat, n)
		order by p.n`.execute(tx)
	return rows.map(({ code }) => code)
}

export type NearestAddress = {
	readonly id: string
	readonly label_en: string
	readonly label_zh: string
	readonly point: LonLat
	readonly metres: number
}

/** The address nearest to a point and how far it is, or null on a map without addresses. */
export async function nearestAddress(tx: Tx, point: LonLat): Promise<NearestAddress | null> {
	const { rows } = await sql<{
		id: number
		label_en: string
		label_zh: string
		lon: number
		lat: number
		metres: number
	}>`
		select id, label_en, label_zh, st_x(point) as lon, st_y(point) as lat, st_distancesphere(point, ${at(point)}) as metres
		from (select * from geo.address order by point <-> ${at(point)} limit 8) as near
		order by metres, id limit 1`.execute(tx)
	const row = rows[0]
	if (row === undefined) return null
	const { lon, lat, id, metres, ...labels } = row
	return { id: `address:${id}`, ...labels, point: [lon, lat], metres: Math.round(metres * 10) / 10 }
}
