import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { uuidArray } from '#kernel/powers/filter.ts'

/** F235 to F238. Money followed by SQL alone: the answer that others are compared with. */

/** Where money is followed from: it stood at `node` from `at` on (forward), or until `at` (backward). */
export type TraceStart = { readonly node: number; readonly at: Date }

export type TraceQuery = {
	readonly starts: readonly TraceStart[]
	readonly direction: 'forward' | 'backward'
	/** 1 to 8. */
	readonly hops: number
	/** Only transfers strictly between the two; null: without an end. */
	readonly after: Date | null
	readonly before: Date | null
	/** Only transfers of this many minor units or more. */
	readonly leastMinor: number
	/** How many transfers of each arrival are followed. */
	readonly perHop: number
	/** Which of them: nearest in time to the arrival, or farthest. */
	readonly first: 'nearest' | 'farthest'
	/** Matters whose transfers may be walked; null: all. */
	readonly matters: readonly string[] | null
	/** Null: of every currency. */
	readonly currency: string | null
}

export type TraceRow = {
	readonly id: number
	readonly matter: string
	readonly from: number
	readonly to: number
	readonly minor: number
	readonly currency: string
	readonly at: Date
	/** Transfers from a start to this one, this one counted: the fewest. */
	readonly hop: number
}

/** F238. Of an account's transfers after its first arrival, how many are in the answer. */
export type TraceCut = { readonly node: number; readonly shown: number; readonly of: number }

export type TraceAnswer = { readonly rows: readonly TraceRow[]; readonly cuts: readonly TraceCut[] }

/**
 * Follows money. Each transfer is strictly later than the one before it (backward: strictly earlier); of each arrival the
 * first `perHop` are followed, ties by id. Rows by hop, time and id; `cuts` name every account of which some are left out.
 */
export async function traceBySql(tx: Tx, query: TraceQuery): Promise<TraceAnswer> {
	if (query.starts.length === 0) return { rows: [], cuts: [] }
	const { rows: found } = await sql<TraceRow & { node: number | null; shown: number; of: number }>`
		with recursive start (node, at) as (values ${sql.join(query.starts.map(startSql))}),
		walked as (
			select n.*, 1 as hop from start s cross join lateral (${nextOf(query, 's.node', 's.at')}) n
			union
			select n.*, w.hop + 1 from walked w
				cross join lateral (${nextOf(query, `w.${reaches(query)}`, 'w.at')}) n where w.hop < ${query.hops}
		),
		reached as (select id, matter_id, from_node, to_node, amount_minor, currency, at, min(hop)::int as hop from walked
			group by id, matter_id, from_node, to_node, amount_minor, currency, at),
		arrival as (select node, ${nearest(query)}(at) as at from (
			select node, at from start union all
			select ${sql.ref(reaches(query))}, at from reached where hop < ${query.hops}) a group by node),
		shown as (select ${sql.ref(leaves(query))} as node, count(*)::int as shown from reached group by 1),
		cut as (select a.node, coalesce(s.shown, 0) as shown,
				(select count(*)::int from (${allOf(query, 'a.node', 'a.at')}) c) as "of"
			from arrival a left join shown s on s.node = a.node)
		select r.id, r.matter_id as matter, r.from_node as "from", r.to_node as "to", r.amount_minor as minor, r.currency, r.at,
			r.hop, null::int as node, 0 as shown, 0 as "of" from reached r
		union all
		select null, null, null, null, null, null, null, null, node, shown, "of" from cut where "of" > shown
		order by hop, at, id, node`.execute(tx)
	const cuts: TraceCut[] = []
	const rows: TraceRow[] = []
	for (const { node, shown, of, ...row } of found)
		if (node === null) rows.push(row)
		else cuts.push({ node, shown, of })
	return { rows, cuts }
}

const startSql = ({ node, at }: TraceStart) => sql`(${node}::int, ${at}::timestamptz)`
const forward = ({ direction }: TraceQuery): boolean => direction === 'forward'
/** The end of a transfer that the walk comes from, and the one it comes to. */
const leaves = (query: TraceQuery) => (forward(query) ? 'from_node' : 'to_node')
const reaches = (query: TraceQuery) => (forward(query) ? 'to_node' : 'from_node')
const nearest = (query: TraceQuery) => (forward(query) ? sql`min` : sql`max`)

function allOf(query: TraceQuery, node: string, at: string): RawBuilder<unknown> {
	const later = forward(query) ? sql`>` : sql`<`
	const also: RawBuilder<unknown>[] = []
	if (query.after !== null) also.push(sql` and t.at > ${query.after}::timestamptz`)
	if (query.before !== null) also.push(sql` and t.at < ${query.before}::timestamptz`)
	if (query.leastMinor > 1) also.push(sql` and t.amount_minor >= ${query.leastMinor}::bigint`)
	if (query.currency !== null) also.push(sql` and t.currency = ${query.currency}`)
	if (query.matters !== null) also.push(sql` and t.matter_id = any(${uuidArray(query.matters)})`)
	const rest = also.length === 0 ? sql`` : sql.join(also, sql``)
	return sql`select t.id, t.matter_id, t.from_node, t.to_node, t.amount_minor, t.currency, t.at from funds.transfer t
		where t.${sql.ref(leaves(query))} = ${sql.ref(node)} and t.at ${later} ${sql.ref(at)}${rest}`
}

function nextOf(query: TraceQuery, node: string, at: string): RawBuilder<unknown> {
	const up = forward(query) === (query.first === 'nearest')
	const order = up ? sql`t.at, t.id` : sql`t.at desc, t.id desc`
	return sql`${allOf(query, node, at)} order by ${order} limit ${query.perHop}`
}
