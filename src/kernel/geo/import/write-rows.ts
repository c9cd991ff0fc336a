import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Position } from './osm.ts'
import type { MapRows } from './rows.ts'

/** Puts a map's rows into the database in place of the former map's: many rows in one statement, as JSON. */

const atOnce = 4_000

async function each<T>(rows: readonly T[], write: (json: string) => RawBuilder<unknown>, tx: Tx): Promise<void> {
	for (let i = 0; i < rows.length; i += atOnce) await write(JSON.stringify(rows.slice(i, i + atOnce))).execute(tx)
}

export async function writeRows(tx: Tx, version: string, rows: MapRows): Promise<void> {
	await sql`delete from geo.crossing`.execute(tx)
	await sql`delete from geo.address`.execute(tx)
	await sql`delete from geo.street`.execute(tx)
	await sql`delete from geo.place`.execute(tx)
	await sql`delete from geo.name`.execute(tx)
	await sql`delete from geo.area`.execute(tx)
	await each(
		rows.streets,
		(json) => sql`insert into geo.street (id, map_version, name_en, name_zh, point)
			select id, ${version}, name_en, name_zh, st_setsrid(st_makepoint(lon, lat), 4326)
			from jsonb_to_recordset(${json}::text::jsonb) as r(id bigint, name_en text, name_zh text, lon float8, lat float8)`,
		tx,
	)
	await each(
		rows.addresses,
		(
			json,
		) => sql`insert into geo.address (id, map_version, street_id, number, number_norm, number_int, label_en, label_zh, point)
			select id, ${version}, street_id, number, number_norm, number_int, label_en, label_zh, st_setsrid(st_makepoint(lon, lat), 4326)
			from jsonb_to_recordset(${json}::text::jsonb) as r(id bigint, street_id bigint, number text, number_norm text, number_int int,
				label_en text, label_zh text, lon float8, lat float8)`,
		tx,
	)
	await each(
		rows.crossings,
		(json) => sql`insert into geo.crossing (id, map_version, street_a, street_b, label_en, label_zh, point)
			select id, ${version}, street_a, street_b, label_en, label_zh, st_setsrid(st_makepoint(lon, lat), 4326)
			from jsonb_to_recordset(${json}::text::jsonb) as r(id bigint, street_a bigint, street_b bigint, label_en text, label_zh text,
				lon float8, lat float8)`,
		tx,
	)
	await each(
		rows.places,
		(json) => sql`insert into geo.place (id, map_version, category, name_en, name_zh, point)
			select id, ${version}, category, name_en, name_zh, st_setsrid(st_makepoint(lon, lat), 4326)
			from jsonb_to_recordset(${json}::text::jsonb) as r(id bigint, category text, name_en text, name_zh text, lon float8, lat float8)`,
		tx,
	)
	await each(
		rows.names,
		(json) => sql`insert into geo.name (kind, ref, map_version, norm, grams)
			select kind, ref, ${version}, norm, grams
			from jsonb_to_recordset(${json}::text::jsonb) as r(kind text, ref bigint, norm text, grams text[])`,
		tx,
	)
	for (const area of rows.areas)
		await sql`insert into geo.area (id, map_version, code, name_en, name_zh, shape)
			values (${area.id}, ${version}, ${area.code}, ${area.name_en}, ${area.name_zh},
				st_multi(st_collectionextract(st_makevalid(st_geomfromtext(${wkt(area.rings, area.holes)}, 4326)), 3)))`.execute(
			tx,
		)
	// The planner would otherwise guess at tables that were empty a moment ago.
	for (const table of ['street', 'address', 'crossing', 'place', 'name', 'area'])
		await sql`analyze ${sql.table(`geo.${table}`)}`.execute(tx)
}

/** Rings as one WKT multipolygon; with a single outer ring its holes are kept. */
function wkt(rings: readonly Position[][], holes: readonly Position[][]): string {
	const text = (ring: readonly Position[]) => `(${ring.map((p) => `${p[0]} ${p[1]}`).join(',')})`
	if (rings.length === 1) return `MULTIPOLYGON((${[...rings, ...holes].map(text).join(',')}))`
	return `MULTIPOLYGON(${rings.map((r) => `(${text(r)})`).join(',')})`
}
