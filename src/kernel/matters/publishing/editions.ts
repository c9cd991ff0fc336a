import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import type { Edition, WhatIs } from '../contract/drawings.ts'
import './tables.ts'

/** Versions of drawings and tables as they stand in the database. */

type Row = {
	name: string
	mark: string
	drawing: string | null
	number: number
	shipped_at: Date | null
	published_at: Date
	scope: string | null
	en: string | null
	zh: string | null
	at: Date | null
	until_at: Date | null
	draft: string | null
	depth: number | null
}

/** A version with what the database calls it. */
export type Version = {
	readonly name: string
	/** The row of a drawing; null for a table. */
	readonly drawing: string | null
	readonly edition: Edition
}

/** All versions of one name or of all that ever stood at an agency, by name, newest number first; which is in force is marked. */
export async function versionsAt(
	tx: Tx,
	of: { readonly what: WhatIs; readonly name?: string; readonly agency: string; readonly now: Date },
): Promise<ReadonlyMap<string, readonly Version[]>> {
	const { what, name, agency, now } = of
	const all =
		what === 'drawing'
			? sql`select d.process as name, left(d.sha256, 12) as mark, d.id as drawing, d.version as number, d.shipped_at,
				d.published_at from matters.drawing d`
			: sql`select r.name, r.version as mark, null::uuid as drawing,
				(row_number() over (partition by r.name order by r.published_at, r.version))::int as number, r.shipped_at,
				r.published_at from matters.rule_table r`
	const { rows } = await sql<Row>`
		select v.*, p.scope_id as scope, a.name_en as en, a.name_zh as zh, p.at, p.until_at, p.draft_id as draft, c.depth
		from (${all}) v
		left join lateral (
			select p.* from matters.publication p
				join identity.agency_closure l on l.ancestor = p.scope_id and l.descendant = ${agency}::uuid
			where p.what = ${what} and p.name = v.name and p.mark = v.mark
			order by (p.until_at is null or p.until_at > ${now}) desc, l.depth, p.at desc, p.id desc limit 1
		) p on true
		left join identity.agency a on a.id = p.scope_id
		left join identity.agency_closure c on c.ancestor = p.scope_id and c.descendant = ${agency}::uuid
		where (${name ?? null}::text is null or v.name = ${name ?? null}::text)
			and (v.shipped_at is not null or p.id is not null)
		order by v.name, v.number desc`.execute(tx)
	const byName = Map.groupBy(rows, (row) => row.name)
	return new Map([...byName].map(([key, list]) => [key, editionsOf(list, now)]))
}

function editionsOf(rows: readonly Row[], now: Date): readonly Version[] {
	const current = currentOf(rows, now)
	return rows.map((row) => ({
		name: row.name,
		drawing: row.drawing,
		edition: {
			version: row.mark,
			number: row.number,
			shipped: row.shipped_at !== null,
			scope: row.scope === null ? null : { agency: row.scope, en: row.en ?? '', zh: row.zh ?? '' },
			at: (row.at ?? row.published_at).toISOString(),
			until: row.until_at?.toISOString() ?? null,
			inForce: row === current,
			draft: row.draft,
		},
	}))
}

/** M84. The nearest publication that has not ended, of its agency the newest; else what was shipped last. */
function currentOf(rows: readonly Row[], now: Date): Row | undefined {
	const [published] = rows
		.filter((row) => row.at !== null && (row.until_at === null || row.until_at > now))
		.toSorted((a, b) => (a.depth ?? 0) - (b.depth ?? 0) || (b.at?.getTime() ?? 0) - (a.at?.getTime() ?? 0))
	if (published !== undefined) return published
	return rows
		.filter((row) => row.shipped_at !== null)
		.toSorted((a, b) => (b.shipped_at?.getTime() ?? 0) - (a.shipped_at?.getTime() ?? 0) || b.number - a.number)[0]
}

/** The version in force at an agency; null when there is none. */
export async function currentAt(
	tx: Tx,
	of: { readonly what: WhatIs; readonly name: string; readonly agency: string; readonly now: Date },
): Promise<Version | null> {
	const versions = (await versionsAt(tx, of)).get(of.name) ?? []
	return versions.find(({ edition }) => edition.inForce) ?? null
}

/** The text of a version, of whichever agency. @throws Refusal `not_found` */
export async function needText(tx: Tx, what: WhatIs, name: string, mark: string): Promise<string> {
	const { rows } =
		what === 'drawing'
			? await sql<{ body: string }>`select bpmn as body from matters.drawing
				where process = ${name} and left(sha256, 12) = ${mark}`.execute(tx)
			: await sql<{ body: string }>`select dmn as body from matters.rule_table
				where name = ${name} and version = ${mark}`.execute(tx)
	const [row] = rows
	if (row === undefined) throw notFound(`version ${name} ${mark}`)
	return row.body
}
