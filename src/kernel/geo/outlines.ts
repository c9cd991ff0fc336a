import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/schema.ts'
import { point, type Point } from '../contract/scalars.ts'
import { edgePoint, type Graph } from './graph/graph.ts'
import type { LonLat } from './places.ts'

/** G12, G13. Lines round pieces of ground: areas as they are kept, street blocks from the roads that enclose them. */

const mostPoints = 100
/** Degrees: about 1, 5, 20 and 100 m on the ground. */
const coarser = [0, 0.00001, 0.00005, 0.0002, 0.001, 0.005]
/** How far round the points roads are looked at, in degrees (about 1 and 3 km). */
const reaches = [0.01, 0.03]

const ring = z.object({ coordinates: z.array(z.array(point)) })

/** The outer line of the largest part of a shape, as fine as its limit of points allows. */
const outer = (shape: RawBuilder<unknown>) => sql`(select st_asgeojson(simple, 7) from
	(select st_makepolygon(st_exteriorring(d.geom)) as whole from st_dump(${shape}) d order by st_area(d.geom) desc limit 1) w,
	lateral (select st_simplifypreservetopology(w.whole, t.tolerance) as simple, t.tolerance
		from unnest(${coarser}::float8[]) as t (tolerance)) s
	where st_npoints(s.simple) <= ${mostPoints + 1} order by s.tolerance limit 1)`

function pointsOf(geojson: string): Point[] {
	const [line = []] = ring.parse(JSON.parse(geojson)).coordinates
	return line.slice(0, -1)
}

export type AreaOutline = { readonly code: string; readonly en: string; readonly zh: string; readonly outline: Point[] }

/** The areas of the map in use, by name. */
export async function areaOutlines(tx: Tx): Promise<AreaOutline[]> {
	const { rows } = await sql<{ code: string; en: string; zh: string; line: string | null }>`
		select a.code, a.name_en as en, a.name_zh as zh, ${outer(sql`a.shape`)} as line from geo.area a order by a.name_en, a.id`.execute(
		tx,
	)
	return rows.flatMap(({ line, ...area }) => (line === null ? [] : [{ ...area, outline: pointsOf(line) }]))
}

export type Blocks =
	| { readonly outline: Point[]; readonly fault: null }
	| { readonly outline: null; readonly fault: 'none' | 'apart' }

/** One outline of the street blocks that hold the points. */
export async function blocksAt(tx: Tx, graph: Graph, points: readonly LonLat[]): Promise<Blocks> {
	for (const reach of reaches) {
		const { rows } = await sql<{ found: number; parts: number | null; line: string | null }>`
			with block as (
				select (st_dump(st_polygonize(st_unaryunion(st_setsrid(st_geomfromgeojson(${roadsRound(graph, points, reach)}), 4326))))).geom as shape
			), hit as (
				select b.shape, p.n from unnest(${points.map(([lon]) => lon)}::float8[], ${points.map(([, lat]) => lat)}::float8[])
					with ordinality as p (lon, lat, n)
				join block b on st_contains(b.shape, st_setsrid(st_makepoint(p.lon, p.lat), 4326))
			), whole as (select st_union(shape) as shape, count(distinct n)::int as found from hit)
			select found, st_numgeometries(shape) as parts, case when shape is null then null else ${outer(sql`shape`)} end as line
			from whole`.execute(tx)
		const row = rows[0]
		if (row === undefined || row.found < points.length || row.line === null) continue
		return row.parts === 1 ? { outline: pointsOf(row.line), fault: null } : { outline: null, fault: 'apart' }
	}
	return { outline: null, fault: 'none' }
}

/** The roads near the points as one GeoJSON shape. */
function roadsRound(graph: Graph, points: readonly LonLat[], reach: number): string {
	const lons = points.map(([lon]) => lon)
	const lats = points.map(([, lat]) => lat)
	const edges = graph.index.search(
		(Math.min(...lons) - reach) * graph.squeeze,
		Math.min(...lats) - reach,
		(Math.max(...lons) + reach) * graph.squeeze,
		Math.max(...lats) + reach,
	)
	const coordinates = edges.map((edge) => {
		const from = graph.firstPoint[edge] ?? 0
		const to = graph.firstPoint[edge + 1] ?? from
		return Array.from({ length: to - from }, (_, n) => edgePoint(graph, from + n))
	})
	return JSON.stringify({ type: 'MultiLineString', coordinates: coordinates.filter((line) => line.length > 1) })
}
