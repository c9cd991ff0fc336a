import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../db/schema.ts'
import { Refusal } from '../refusal.ts'
import {
	type Arm,
	conditionSql,
	type Filter,
	holdersSql,
	holdsByRow,
	isUuid,
	notForbidden,
	membersSql,
	plain,
	type SetAttribute,
	setOf,
	tableOf,
	uuidArray,
	whereOf,
} from './filter.ts'
import type { Condition } from './residual.ts'

/**
 * Pages of the rows a person may see, newest (largest) first. Every arm of the filter walks an index of its own and stops
 * at the page's length; what they found is put together, so that the cost does not grow with the table.
 */
export type PageOptions = {
	/** Column (NOT NULL) the page is ordered by, downwards; rows alike in it are ordered by id, downwards. */
	readonly orderBy: string
	/** Type of that column in SQL. */
	readonly orderType?: keyof typeof keyShapes
	readonly limit: number
	/** `next` of the page before. */
	readonly after?: string | null
	/** The view's own conditions (state, kind, dates), written on the alias given. */
	readonly where?: (alias: string) => RawBuilder<boolean>
} & (
	| {
			/** Columns of the resource's table to read. */
			readonly columns: readonly string[]
	  }
	| {
			/** What to read beside, in the same statement. The page's keys are `k`, its ids `k.id`. */
			readonly reads: { readonly columns: RawBuilder<unknown>; readonly joins: RawBuilder<unknown> }
	  }
)

export type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null }

/** Above this many agencies a person sees so much that the newest rows are tried first. */
const wide = 48
/** How many of the newest rows a wide person's page looks at before it asks agency by agency. */
const newest = 500

/**
 * P6. One page. `Row` is what `columns` hold.
 * @throws Refusal `invalid` when `after` is not a cursor of ours
 */
export async function pageOf<Row>(db: Db | Tx, filter: Filter, options: PageOptions): Promise<Page<Row>> {
	if (filter.allows === 'nothing') return { rows: [], next: null }
	if (options.limit < 1 || options.limit > 1_000) throw new RangeError('A page holds 1 to 1,000 rows')
	if (isWide(filter) && mayTryNewest(filter)) {
		const found = await run(db, filter, options, newestKeys(filter, options))
		if (found.length > options.limit) return cut<Row>(found, options.limit)
		inVain.set(filter, 64)
	}
	return cut<Row>(await run(db, filter, options, pageKeys(filter, options)), options.limit)
}

/** Filters whose newest rows did not fill a page: they are not tried again for a while. */
const inVain = new WeakMap<Filter, number>()

function mayTryNewest(filter: Filter): boolean {
	const left = inVain.get(filter) ?? 0
	if (left > 0) inVain.set(filter, left - 1)
	return left === 0
}

type Found = { readonly page_key: string; readonly page_id: string }

/**
 * Arms are written so that one plan fits every reader; the database would plan them anew for each, which costs more than
 * the page itself. Sent in front of the question, in the same wait.
 */
const oncePlanned = sql`set local plan_cache_mode to force_generic_plan`

async function run(
	db: Db | Tx,
	filter: Filter,
	options: PageOptions,
	keys: RawBuilder<unknown>,
): Promise<readonly Found[]> {
	const { columns, joins } = 'reads' in options ? options.reads : plainReads(filter, options.columns)
	const query = sql<Found>`select k.k::text as page_key, k.id::text as page_id, ${columns}
		from (${keys}) k ${joins} order by k.k desc, k.id desc`
	const [, found] = await Promise.all([oncePlanned.execute(db), query.execute(db)])
	return found.rows
}

function plainReads(filter: Filter, columns: readonly string[]) {
	const key = filter.resource.id
	const others = columns.filter((column) => column !== key)
	const read = [sql`k.id as ${sql.id(key)}`, ...others.map((column) => sql.ref(`t.${column}`))]
	const joins = others.length === 0 ? sql`` : sql`join ${tableOf(filter.resource)} t on t.${sql.id(key)} = k.id`
	return { columns: sql.join(read), joins }
}

function cut<Row>(found: readonly Found[], limit: number): Page<Row> {
	const kept = found.slice(0, limit)
	const last = kept.at(-1)
	const next = found.length > limit && last !== undefined ? cursorOf(last.page_key, last.page_id) : null
	// Store: the rows hold the columns asked for; the caller says which type those are.
	const rows = kept.map(({ page_key: _key, page_id: _id, ...row }) => row as Row)
	return { rows, next }
}

/** `select k, id` of the page's rows and one more, for statements of the slice's own. */
export function pageKeys(filter: Filter, options: PageOptions): RawBuilder<unknown> {
	if (filter.allows === 'nothing')
		return sql`select ${keyColumns('t', filter, options)} from ${tableOf(filter.resource)} t where false`
	const arms = filter.allows === 'everything' ? [{ rule: '', when: { is: 'always' } as const }] : filter.arms
	const parts = arms.map((arm) => armKeys(arm, filter, options))
	const [only] = parts
	if (only !== undefined && parts.length === 1) return only
	const together = sql.join(
		parts.map((part) => sql`(${part})`),
		sql` union `,
	)
	return sql`select u.k, u.id from (${together}) u ${ordered('u.k', 'u.id', options)}`
}

/** Looks at the newest rows only: right whenever it fills the page, since it walks in the page's own order. */
function newestKeys(filter: Filter, options: PageOptions): RawBuilder<unknown> {
	const walked = sql`select t.* from ${tableOf(filter.resource)} t where true${ownWhere('t', filter, options)}
		order by ${sql.ref(`t.${options.orderBy}`)} desc, ${sql.ref(`t.${filter.resource.id}`)} desc limit ${sql.lit(newest)}`
	return sql`select ${keyColumns('w', filter, options)} from (${walked}) w where ${whereOf(filter, 'w')}
		${ordered(`w.${options.orderBy}`, `w.${filter.resource.id}`, options)}`
}

/** One permit's rows: begun from its agencies, from the set it names, or in the page's order when it names neither. */
function armKeys(arm: Arm, filter: Filter, options: PageOptions): RawBuilder<unknown> {
	const parts = arm.when.is === 'all' ? arm.when.of : [arm.when]
	const set = parts.find((part) => part.is === 'holds')
	if (set !== undefined) {
		const declared = setOf(filter.resource, set.attribute)
		const copy = declared.carries?.[options.orderBy]
		const others = without(parts, set)
		return copy !== undefined && set.values.length <= 8
			? carriedKeys(declared, copy, set.values, others, filter, options)
			: setKeys(set, others, filter, options)
	}
	const agencies = parts.find((part) => isAgencies(part, filter))
	if (agencies?.is !== 'among' || agencies.attribute === null)
		return selectKeys(filter, options, conditionSql(arm.when, filter.resource, 't'))
	const ids = agencies.values.filter(isUuid)
	if (ids.length < 2) return selectKeys(filter, options, conditionSql(arm.when, filter.resource, 't'))
	return agencyKeys(agencies.attribute, ids, without(parts, agencies), filter, options)
}

/**
 * Rows whose set holds a value, where the set repeats the page's order: its own index is walked, one value after another.
 * A row may stand in the set more than once (three units of one station), so it is taken once.
 */
function carriedKeys(
	set: SetAttribute,
	copy: string,
	values: readonly string[],
	others: readonly Condition[],
	filter: Filter,
	options: PageOptions,
): RawBuilder<unknown> {
	const [k, id] = [sql.ref(`m.${copy}`), sql.ref(`m.${set.key}`)]
	const rest = sql`${conditionsSql(others, filter, 't')}${notForbidden(filter, 't')}${ownWhere('t', filter, options)}`
	const walks = values.map((value) => {
		const members = sql`select distinct ${k} as k, ${id} as id from ${sql.table(set.table)} m
			where ${membersSql(set, [value])}${afterCursor(k, id, options)} order by ${k} desc, ${id} desc`
		return sql`(select s.k, s.id from (${members}) s
			cross join lateral (select 1 from ${tableOf(filter.resource)} t where t.${sql.id(filter.resource.id)} = s.id${rest} offset 0) t
			${ordered('s.k', 's.id', options)})`
	})
	return sql`select g.k, g.id from (${sql.join(walks, sql` union all `)}) g ${ordered('g.k', 'g.id', options)}`
}

/** From this many members on, a set is no longer gathered before the rows are touched. */
const largeSet = 2_000

/**
 * Rows whose set holds a value. A small set is gathered first and its rows fetched by id; a large one means that the person
 * sees many rows, so the table is walked in the page's order and each row asked. The database takes one way, not both.
 */
function setKeys(
	set: Extract<Condition, { is: 'holds' }>,
	others: readonly Condition[],
	filter: Filter,
	options: PageOptions,
): RawBuilder<unknown> {
	const holders = sql`${holdersSql(filter.resource, set.attribute, set.values)} limit ${sql.lit(largeSet + 1)}`
	const size = sql`(select count(*) from (${holders}) c)`
	const rest = conditionsSql(others, filter, 't')
	const gathered = sql`${size} <= ${sql.lit(largeSet)} and ${sql.ref(`t.${filter.resource.id}`)} = any(array(${holders}))${rest}`
	const walked = sql`${size} > ${sql.lit(largeSet)} and ${holdsByRow(filter.resource, set, 't')}${rest}`
	return sql`select g.k, g.id from ((${selectKeys(filter, options, gathered)}) union all (${selectKeys(filter, options, walked)})) g
		${ordered('g.k', 'g.id', options)}`
}

/**
 * Rows of several agencies: each agency's newest by its own index. Of many agencies only those can matter whose newest
 * row is among the newest rows of all, so first one row of each is read.
 */
function agencyKeys(
	attribute: string,
	ids: readonly string[],
	rest: readonly Condition[],
	filter: Filter,
	options: PageOptions,
): RawBuilder<unknown> {
	const column = sql.ref(`t.${plain(filter.resource, attribute).column}`)
	const ofOne = (agency: string, limit: number) =>
		selectKeys(
			filter,
			{ ...options, limit: limit - 1 },
			sql`${column} = ${sql.ref(agency)}${conditionsSql(rest, filter, 't')}`,
		)
	const listed = sql`unnest(${uuidArray(ids)}) as v(a)`
	const from =
		ids.length <= 8
			? listed
			: sql`(select v.a from ${listed} cross join lateral (${ofOne('v.a', 1)}) h ${ordered('h.k', 'h.id', options)}) v`
	return sql`select l.k, l.id from ${from} cross join lateral (${ofOne('v.a', options.limit + 1)}) l ${ordered('l.k', 'l.id', options)}`
}

function selectKeys(filter: Filter, options: PageOptions, condition: RawBuilder<unknown>): RawBuilder<unknown> {
	return sql`select ${keyColumns('t', filter, options)} from ${tableOf(filter.resource)} t
		where ${condition}${notForbidden(filter, 't')}${ownWhere('t', filter, options)}
		${ordered(`t.${options.orderBy}`, `t.${filter.resource.id}`, options)}`
}

const keyColumns = (alias: string, filter: Filter, options: PageOptions) =>
	sql`${sql.ref(`${alias}.${options.orderBy}`)} as k, ${sql.ref(`${alias}.${filter.resource.id}`)} as id`

const ordered = (key: string, id: string, options: PageOptions) =>
	sql`order by ${sql.ref(key)} desc, ${sql.ref(id)} desc limit ${sql.lit(options.limit + 1)}`

const without = (parts: readonly Condition[], part: Condition) => parts.filter((other) => other !== part)

function conditionsSql(parts: readonly Condition[], filter: Filter, alias: string): RawBuilder<unknown> {
	const written = parts.map((part) => sql` and ${conditionSql(part, filter.resource, alias)}`)
	return written.length === 0 ? sql`` : sql.join(written, sql``)
}

function isAgencies(part: Condition, filter: Filter): boolean {
	if (part.is !== 'among' || part.attribute === null) return false
	return filter.resource.attributes[part.attribute]?.is === 'Agency'
}

function isWide(filter: Filter): boolean {
	return filter.arms.some((arm) => {
		const parts = arm.when.is === 'all' ? arm.when.of : [arm.when]
		const agencies = parts.find((part) => isAgencies(part, filter))
		return agencies?.is === 'among' && agencies.values.length > wide
	})
}

/** The cursor and the view's own conditions. */
function ownWhere(alias: string, filter: Filter, options: PageOptions): RawBuilder<unknown> {
	const own = options.where === undefined ? sql`` : sql` and (${options.where(alias)})`
	const key = sql.ref(`${alias}.${options.orderBy}`)
	return sql`${own}${afterCursor(key, sql.ref(`${alias}.${filter.resource.id}`), options)}`
}

function afterCursor(k: RawBuilder<unknown>, row: RawBuilder<unknown>, options: PageOptions): RawBuilder<unknown> {
	if (options.after === undefined || options.after === null) return sql``
	const type = options.orderType ?? 'timestamptz'
	const { key, id } = cursorFrom(options.after, type)
	return sql` and (${k}, ${row}) < (${key}::${sql.raw(type)}, ${id})`
}

function cursorOf(key: string, id: string): string {
	return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

/** What a key of each type looks like as text, so that a made-up cursor is refused here and not by the database. */
const keyShapes = {
	timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}$/,
	bigint: /^-?\d{1,15}$/,
	integer: /^-?\d{1,9}$/,
	text: /^[^\u0000]{0,200}$/,
	uuid: /^[0-9a-f-]{36}$/,
} as const

function cursorFrom(after: string, type: keyof typeof keyShapes): { key: string; id: string } {
	const broken = new Refusal('invalid', 'This list was not left off there. Begin it again.', { field: 'after' })
	try {
		const read: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
		if (!Array.isArray(read) || read.length !== 2) throw broken
		const [key, id]: unknown[] = read
		if (typeof key !== 'string' || typeof id !== 'string' || !keyShapes[type].test(key) || !isUuid(id)) throw broken
		return { key, id }
	} catch {
		throw broken
	}
}

/**
 * P6. How many rows, counting no further than `stop`: `more` says there are others. Begun from the same arms.
 */
export async function countOf(
	db: Db | Tx,
	filter: Filter,
	options: { readonly where?: (alias: string) => RawBuilder<boolean>; readonly stop?: number } = {},
): Promise<{ readonly count: number; readonly more: boolean }> {
	if (filter.allows === 'nothing') return { count: 0, more: false }
	const stop = options.stop ?? 10_000
	const own = options.where === undefined ? sql`` : sql` and (${options.where('t')})`
	const arms = filter.allows === 'everything' ? [{ rule: '', when: { is: 'always' } as const }] : filter.arms
	const parts = arms.map(
		(arm) => sql`(select ${sql.ref(`t.${filter.resource.id}`)} as id from ${tableOf(filter.resource)} t
			where ${conditionSql(arm.when, filter.resource, 't')}${notForbidden(filter, 't')}${own} limit ${sql.lit(stop + 1)})`,
	)
	const query = sql<{
		n: number
	}>`select count(*)::int as n from (select id from (${sql.join(parts, sql` union `)}) a limit ${sql.lit(stop + 1)}) c`
	const n = (await query.execute(db)).rows[0]?.n ?? 0
	return { count: Math.min(n, stop), more: n > stop }
}
