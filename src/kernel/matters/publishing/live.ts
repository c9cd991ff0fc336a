import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Filter } from '#kernel/powers/api.ts'
import { whereOf } from '#kernel/powers/api.ts'
import type { Who } from '#kernel/who.ts'
import type { Placed, Stand } from '../contract/drawings.ts'
import { mayName, type Named } from './seen.ts'

/** Where live matters stand on their drawings, of both ways a drawing runs. */

/** Who looks, with the matters they may know of. */
export type Look = { readonly who: Who; readonly seen: Filter; readonly now: Date }

/** Counts stop here (P6). */
const most = 10_000

/** One row for each live matter of a process and element it stands at: `live (matter, kind, agency, drawing, element, since)`. */
function liveRows(process: string, only: RawBuilder<unknown>): RawBuilder<unknown> {
	return sql`
		followed as (select id from matters.drawing where process = ${process}),
		live as (
			select m.id as matter, m.kind, m.agency_id as agency, m.drawing_id as drawing, coalesce(t.held, t.element) as element,
				coalesce(t.held_since, t.arrived_at) as since
			from matters.matter m join matters.token t on t.matter_id = m.id and t.ended_at is null
			where m.drawing_id in (select id from followed) and m.closed_at is null and ${only}
			union all
			select m.id, m.kind, m.agency_id, i.drawing_id, p.element, min(p.arrived_at)
			from matters.instance i join matters.matter m on m.id = i.matter_id
				join matters.process_token p on p.instance_id = i.id and p.state in ('wait', 'join', 'fault')
			where i.drawing_id in (select id from followed) and i.ended_at is null and ${only}
			group by m.id, m.kind, m.agency_id, i.drawing_id, p.element
			limit ${most + 1}
		)`
}

function within(scope: string): RawBuilder<boolean> {
	return sql<boolean>`m.agency_id in (select descendant from identity.agency_closure where ancestor = ${scope}::uuid)`
}

/** Live matters of a slice at an agency and below, counted to 10,000: what a table of that slice decides next. */
export async function liveOfSlice(
	tx: Tx,
	slice: string,
	scope: string,
): Promise<{ readonly count: number; readonly more: boolean }> {
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
			select m.id from matters.matter m join matters.drawing d on d.id = m.drawing_id
			where starts_with(d.process, ${`${slice}.`}) and m.closed_at is null and ${within(scope)} limit ${most + 1}
		) c`.execute(tx)
	const n = rows[0]?.n ?? 0
	return { count: Math.min(n, most), more: n > most }
}

/** Live matters of a process at an agency and below, counted to 10,000. */
export async function liveCount(
	tx: Tx,
	process: string,
	scope: string,
): Promise<{ readonly count: number; readonly more: boolean }> {
	const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
			select m.id from matters.matter m join matters.drawing d on d.id = m.drawing_id
			where d.process = ${process} and m.closed_at is null and ${within(scope)} limit ${most + 1}
		) c`.execute(tx)
	const n = rows[0]?.n ?? 0
	return { count: Math.min(n, most), more: n > most }
}

type StandRow = Omit<Stand, 'name' | 'sample'> & { sample: Named[] | null }

/** Matters looked at for each place, of which the five oldest that may be named are. */
const tried = 25

/** M87. By version, agency and element; ids only of those the viewer may see, oldest first. Names are left to the caller. */
export async function standsIn(tx: Tx, process: string, scope: string, look: Look): Promise<Omit<Stand, 'name'>[]> {
	const { rows } = await sql<StandRow>`
		with ${liveRows(process, within(scope))}
		select left(d.sha256, 12) as version, d.version as number, l.element, l.agency, a.name_en as en, a.name_zh as zh,
			l.count, s.sample
		from (select drawing, agency, element, count(*)::int as count from live group by drawing, agency, element) l
		join matters.drawing d on d.id = l.drawing join identity.agency a on a.id = l.agency
		left join lateral (
			select json_agg(json_build_object('matter', o.matter, 'kind', o.kind) order by o.since, o.matter) as sample from (
				select v.matter, v.kind, v.since from live v join matters.matter m on m.id = v.matter
				where v.drawing = l.drawing and v.agency = l.agency and v.element = l.element and ${whereOf(look.seen, 'm')}
				order by v.since, v.matter limit ${tried}
			) o
		) s on true
		order by d.version desc, a.code, l.element limit 500`.execute(tx)
	const named = await mayName(
		tx,
		rows.flatMap((row) => row.sample ?? []),
		look.who,
		look.now,
	)
	return rows.map(({ sample, ...row }) => ({
		...row,
		sample: (sample ?? [])
			.map((one) => one.matter)
			.filter((id) => named.has(id))
			.slice(0, 5),
	}))
}

type PlacedRow = Omit<Placed, 'name' | 'more' | 'oldest'> & { oldest: Placed['oldest'] }

/** M91. By element of one version, of the matters the viewer may see; the oldest five of each. */
export async function placedOn(tx: Tx, process: string, drawing: string, look: Look): Promise<Omit<Placed, 'name'>[]> {
	const only = sql`m.drawing_id = ${drawing}::uuid and ${whereOf(look.seen, 'm')}`
	const { rows } = await sql<PlacedRow>`
		with ${liveRows(process, only)}
		select l.element, l.count, s.oldest
		from (select element, count(*)::int as count from live where drawing = ${drawing}::uuid group by element) l
		cross join lateral (
			select json_agg(json_build_object('matter', o.matter, 'kind', o.kind, 'agency', o.agency, 'en', o.name_en,
				'zh', o.name_zh, 'since', o.since) order by o.since, o.matter) as oldest
			from (
				select v.*, a.name_en, a.name_zh from live v join identity.agency a on a.id = v.agency
				where v.element = l.element and v.drawing = ${drawing}::uuid order by v.since, v.matter limit ${tried}
			) o
		) s
		order by l.element limit 500`.execute(tx)
	const named = await mayName(
		tx,
		rows.flatMap((row) => row.oldest),
		look.who,
		look.now,
	)
	return rows.map(({ element, count, oldest }) => ({
		element,
		count: Math.min(count, most),
		more: count > most,
		oldest: oldest
			.filter((one) => named.has(one.matter))
			.slice(0, 5)
			.map((one) => ({ ...one, since: new Date(one.since).toISOString() })),
	}))
}

/** How many matters the viewer may see follow each drawing of a process, counted to 10,000 in all. */
export async function followersOf(tx: Tx, process: string, seen: Filter): Promise<ReadonlyMap<string, number>> {
	const { rows } = await sql<{ drawing: string; count: number }>`
		select drawing, count(*)::int as count from (
			select m.drawing_id as drawing from matters.matter m join matters.drawing d on d.id = m.drawing_id
			where d.process = ${process} and m.closed_at is null and ${whereOf(seen, 'm')} limit ${most + 1}
		) c group by drawing`.execute(tx)
	return new Map(rows.map(({ drawing, count }) => [drawing, Math.min(count, most)]))
}
