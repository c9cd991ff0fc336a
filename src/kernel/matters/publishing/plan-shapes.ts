import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Moving } from './plan-trial.ts'

/** Live matters a plan would treat alike, counted together. */
export type Alike = {
	/** Said of all of them: what a plan asks about where a matter stands, and nothing else. */
	readonly shape: string
	readonly kind: string
	readonly count: number
	/** The oldest 200. */
	readonly matters: readonly string[]
	/** The youngest of all that were read, whatever their shape. */
	readonly last: string
}

/** Which matters are read: the next after one, or those named. */
export type Read = { readonly from: RawBuilder<unknown>; readonly isStepped: boolean; readonly isApart: boolean }

/**
 * M92. Where each of these matters stands, as a plan asks about it (M41): processes, scopes, tokens, waits and what could be
 * undone, by their elements; no values, of which it asks nothing. Those of one shape fare alike.
 * @param read.from candidates: rows of `matter, kind`
 * @param read.isStepped matters whose token acts move
 * @param read.isApart each matter is a shape of its own, where the plan sets timers or keys reckoned from a matter's values
 */
export async function shapesOf(tx: Tx, moving: Pick<Moving, 'from'>, read: Read): Promise<readonly Alike[]> {
	const shape = read.isStepped ? stepped : engineShape(moving.from)
	const apart = read.isApart ? sql`c.matter::text` : sql`null::text`
	const { rows } = await sql<Alike>`
		with candidate as materialized (${read.from}),
		shaped as (select c.matter, c.kind, md5(concat_ws(E'\\n', c.kind, (${shape}), ${apart})) as shape from candidate c)
		select shape, kind, count(*)::int as count, to_json((array_agg(matter order by matter))[1:200]) as matters,
			(select matter from candidate order by matter desc limit 1) as last
		from shaped group by shape, kind order by min(matter::text)`.execute(tx)
	return rows
}

/** Where acts move the token: the element it rests on, and the task drawn in between it waits at. */
const stepped = sql`select jsonb_build_array(t.element, t.held)::text from matters.token t
	where t.matter_id = c.matter and t.ended_at is null`

/**
 * The instances that stand on the old drawing: scopes, tokens and waits by their elements, and what hangs on what by number.
 * Numbers tell some apart that would fare alike, never the other way.
 */
function engineShape(drawing: string): RawBuilder<unknown> {
	const tokens = sql`select string_agg(concat_ws(' ', t.n, t.element, t.scope,
			case when t.state = 'join' then t.rest ->> 'flow' end), ',' order by t.n)
		from matters.process_token t where t.instance_id = i.id`
	const waits = sql`select string_agg(concat_ws(' ', w.element, w.scope, w.token), ',' order by w.element, w.scope, w.token)
		from matters.process_wait w where w.instance_id = i.id`
	const scopes = sql`select string_agg(concat_ws(' ', s ->> 'id', s ->> 'element', s ? 'many', s ? 'closed',
			jsonb_path_query_array(s -> 'done', 'lax $.**.element')), ',' order by (s ->> 'id')::integer)
		from jsonb_array_elements(i.rest -> 'scopes') s`
	// OFFSET keeps the planner from looking for them by their drawing, where it believes few to stand.
	return sql`
		select string_agg(one.shape, '|' order by one.shape) from (
			select concat_ws('/', i.process, i.caller_id is null, i.rest -> 'undos' <> '[]', (${scopes}), (${tokens}), (${waits}))
				as shape
			from (select * from matters.instance where matter_id = c.matter offset 0) i
			where i.drawing_id = ${drawing}::uuid and i.ended_at is null
		) one`
}
