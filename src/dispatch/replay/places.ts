import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { TownPlace } from './plan.ts'

/** Enough for a lively town, and few enough to hold. */
const most = 1_500

/** Addresses of the map in use, spread over it, in an order that depends on nothing but the map. */
export async function townPlaces(tx: Tx): Promise<readonly TownPlace[]> {
	const { rows } = await sql<{ id: number; lon: number; lat: number; code: string | null }>`
		select a.id, st_x(a.point) as lon, st_y(a.point) as lat,
			(select r.code from geo.area r where st_intersects(r.shape, a.point) order by r.id limit 1) as code
		from (select id, point from geo.address order by md5(id::text), id limit ${most}) as a
		order by md5(a.id::text), a.id`.execute(tx)
	return rows.map((row) => ({ id: `address:${row.id}`, point: [row.lon, row.lat], station: row.code }))
}
