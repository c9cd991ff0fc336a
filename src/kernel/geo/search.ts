import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import './tables.ts'
import { grams, normalise, normaliseNumber } from './spell.ts'
import { readings } from './readings.ts'

/** Finds places by what a caller says: a house number, a crossing, a place, a street; in both scripts, with typos. */

export type FoundPlace = {
	/** `address:12`, `crossing:3`: stable within a version of the map. */
	readonly id: string
	readonly kind: 'address' | 'crossing' | 'place' | 'street'
	readonly label_en: string
	readonly label_zh: string
	readonly point: readonly [lon: number, lat: number]
	/** Code of the agency whose area it lies in, or null. */
	readonly area: string | null
	readonly area_en: string | null
	readonly area_zh: string | null
	/** 0 to 1: how well the words agree. */
	readonly score: number
	/** False for a house number that is not on the map, answered by its nearest neighbour in the street. */
	readonly exact: boolean
}
export type SearchOptions = {
	/** Nearer answers come first among equals. */
	readonly near?: readonly [lon: number, lat: number]
	/** At most so many answers, 1 to 50. */
	readonly limit?: number
}

type Match = { readonly kind: 'street' | 'place'; readonly ref: number; readonly score: number }
type Row = Omit<FoundPlace, 'point' | 'area' | 'area_en' | 'area_zh' | 'exact'> & {
	readonly lon: number
	readonly lat: number
	readonly exact?: boolean
}

/** Names below this share of common grams are no match. */
const least = 0.34

/** The best answers first. Text without letters or digits finds nothing. */
export async function searchPlaces(
	tx: Tx,
	text: string,
	{ near, limit = 10 }: SearchOptions = {},
): Promise<FoundPlace[]> {
	const asked = readings(text)
	const texts = [asked.name, ...asked.addresses.map((a) => a.street), ...asked.crossings.flat()]
	const known = await matches(tx, texts)
	const of = (name: string) => known.get(normalise(name)) ?? []
	const onStreet = (name: string) => of(name).filter((m) => m.kind === 'street')
	const found: Row[] = []
	for (const { street, number } of asked.addresses) found.push(...(await addresses(tx, onStreet(street), number)))
	for (const [a, b] of asked.crossings) found.push(...(await crossings(tx, onStreet(a), onStreet(b))))
	found.push(...(await named(tx, of(asked.name))))
	const best = new Map<string, Row>()
	for (const row of found) {
		const before = best.get(row.id)
		if (before === undefined || before.score < row.score) best.set(row.id, row)
	}
	const ranked = [...best.values()].map((row) => ({ row, rank: row.score - farness(row, near) }))
	ranked.sort((x, y) => y.rank - x.rank || (x.row.id < y.row.id ? -1 : 1))
	return withAreas(
		tx,
		ranked.slice(0, Math.max(1, Math.min(50, limit))).map((r) => r.row),
	)
}

/** A tenth at 20 km: distance orders equals, it does not beat spelling. */
function farness(row: Row, near: readonly [number, number] | undefined): number {
	if (near === undefined) return 0
	const km = Math.hypot((row.lon - near[0]) * 111.3 * Math.cos((near[1] * Math.PI) / 180), (row.lat - near[1]) * 110.6)
	return Math.min(0.1, km * 0.005)
}

/**
 * For each text the names that share grams with it, by Dice's coefficient; a name that is equal scores 1, one it begins 0.8
 * and more. Keyed by the text as `normalise` has it.
 */
async function matches(tx: Tx, texts: readonly string[]): Promise<Map<string, Match[]>> {
	const asked = [...new Set(texts.map(normalise))]
		.map((norm) => ({ norm, cut: grams(norm) }))
		.filter((a) => a.cut.length > 0)
	if (asked.length === 0) return new Map()
	const { rows } = await sql<Match & { norm: string }>`
		select asked.norm, hit.kind, hit.ref, hit.score
		from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as asked(norm text, cut text[])
		cross join lateral (
			select kind, ref, max(score)::float8 as score from (
				select kind, ref, case
					when n.norm = asked.norm then 1.0
					else greatest(
						(select count(*) from unnest(n.grams) as g where g = any(asked.cut)) * 2.0 / (cardinality(n.grams) + cardinality(asked.cut)),
						case when starts_with(n.norm, asked.norm) then 0.8 + 0.1 * length(asked.norm) / length(n.norm) else 0 end
					)
				end as score
				from geo.name as n
				where n.grams && asked.cut
			) as scored
			where score >= ${least}::float8
			group by kind, ref
			order by 3 desc, 1 desc, 2
			limit 16
		) as hit
		order by hit.score desc, hit.kind desc, hit.ref`.execute(tx)
	return Map.groupBy(rows, (row) => row.norm)
}

const json = (list: readonly Match[]) => JSON.stringify(list.map((m) => ({ ref: m.ref, score: m.score })))

async function addresses(tx: Tx, on: readonly Match[], number: string): Promise<Row[]> {
	const norm = normaliseNumber(number)
	const digits = Math.min(Number(/\d{1,7}/.exec(norm)?.[0] ?? 0), 9_999_999)
	if (on.length === 0 || norm === '') return []
	const { rows } = await sql<Row>`
		select 'address:' || a.id as id, 'address' as kind, a.label_en, a.label_zh, st_x(a.point) as lon, st_y(a.point) as lat,
			(m.score * case when a.number_norm = ${norm} then 1.0 when a.number_int = ${digits}::int then 0.95 else 0.7 end)::float8 as score,
			(a.number_norm = ${norm}) as exact
		from jsonb_to_recordset(${json(on.slice(0, 8))}::text::jsonb) as m(ref bigint, score float8)
		cross join lateral (
			select * from geo.address as a where a.street_id = m.ref
			order by a.number_norm = ${norm} desc, abs(a.number_int - ${digits}::int), abs(length(a.number_norm) - ${norm.length}::int), a.id
			limit 3
		) as a
		where a.number_norm = ${norm} or abs(a.number_int - ${digits}::int) <= 20`.execute(tx)
	return rows
}

async function crossings(tx: Tx, a: readonly Match[], b: readonly Match[]): Promise<Row[]> {
	if (a.length === 0 || b.length === 0) return []
	const { rows } = await sql<Row>`
		with a as (select * from jsonb_to_recordset(${json(a)}::text::jsonb) as m(ref bigint, score float8)),
			b as (select * from jsonb_to_recordset(${json(b)}::text::jsonb) as m(ref bigint, score float8))
		select 'crossing:' || c.id as id, 'crossing' as kind, c.label_en, c.label_zh, st_x(c.point) as lon, st_y(c.point) as lat,
			((a.score + b.score) / 2)::float8 as score
		from a join b on a.ref <> b.ref
		join geo.crossing as c on c.street_a = least(a.ref, b.ref) and c.street_b = greatest(a.ref, b.ref)`.execute(tx)
	return rows
}

/** Places and streets under their names; a street yields to a place of the same score. */
async function named(tx: Tx, on: readonly Match[]): Promise<Row[]> {
	if (on.length === 0) return []
	const { rows } = await sql<Row>`
		with m as (select * from jsonb_to_recordset(${JSON.stringify(on)}::text::jsonb) as m(kind text, ref bigint, score float8))
		select 'place:' || p.id as id, 'place' as kind, p.name_en as label_en, p.name_zh as label_zh,
			st_x(p.point) as lon, st_y(p.point) as lat, m.score
		from m join geo.place as p on p.id = m.ref where m.kind = 'place'
		union all
		select 'street:' || s.id, 'street', s.name_en, s.name_zh, st_x(s.point), st_y(s.point), (m.score * 0.98)::float8
		from m join geo.street as s on s.id = m.ref where m.kind = 'street'`.execute(tx)
	return rows
}

async function withAreas(tx: Tx, rows: readonly Row[]): Promise<FoundPlace[]> {
	if (rows.length === 0) return []
	const points = JSON.stringify(rows.map((r, i) => ({ i, lon: r.lon, lat: r.lat })))
	const { rows: areas } = await sql<{ i: number; code: string; name_en: string; name_zh: string }>`
		select p.i, a.code, a.name_en, a.name_zh
		from jsonb_to_recordset(${points}::text::jsonb) as p(i int, lon float8, lat float8)
		cross join lateral (
			select a.code, a.name_en, a.name_zh from geo.area as a
			where st_intersects(a.shape, st_setsrid(st_makepoint(p.lon, p.lat), 4326)) order by a.id limit 1
		) as a`.execute(tx)
	const known = new Map(areas.map((a) => [a.i, a]))
	return rows.map(({ lon, lat, score, exact = true, ...row }, i) => ({
		...row,
		point: [lon, lat],
		area: known.get(i)?.code ?? null,
		area_en: known.get(i)?.name_en ?? null,
		area_zh: known.get(i)?.name_zh ?? null,
		score: Math.round(score * 1000) / 1000,
		exact,
	}))
}
