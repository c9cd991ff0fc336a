import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import './tables.ts'

/** A place under its id, with its words in both scripts. */
export type NamedPlace = {
	readonly id: string
	readonly label_en: string
	readonly label_zh: string
	readonly point: readonly [lon: number, lat: number]
}

const sources = {
	address: sql`select label_en, label_zh, point from geo.address`,
	crossing: sql`select label_en, label_zh, point from geo.crossing`,
	place: sql`select name_en as label_en, name_zh as label_zh, point from geo.place`,
	street: sql`select name_en as label_en, name_zh as label_zh, point from geo.street`,
} as const

/** The place a search answered as `address:12`, `crossing:3`, `place:5` or `street:7` on the map in use; null when it has none. */
export async function findPlace(tx: Tx, id: string): Promise<NamedPlace | null> {
	const match = /^(address|crossing|place|street):(\d{1,15})$/.exec(id)
	if (match === null) return null
	// The pattern above admits these four and nothing else.
	const source = sources[match[1] as keyof typeof sources]
	const { rows } = await sql<{ label_en: string; label_zh: string; lon: number; lat: number }>`
		select f.label_en, f.label_zh, st_x(f.point) as lon, st_y(f.point) as lat
		from (${source} where id = ${Number(match[2])}) f`.execute(tx)
	const row = rows[0]
	if (row === undefined) return null
	return { id, label_en: row.label_en, label_zh: row.label_zh, point: [row.lon, row.lat] }
}
