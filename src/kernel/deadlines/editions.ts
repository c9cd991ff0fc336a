import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import { newId } from '../ids.ts'
import { type CalendarBody, calendarBody, type RegimeBody, regimeBody } from './contract/bodies.ts'
import { shippedCalendar, shippedRegimes } from './shipped.ts'
import './tables.ts'

/** Editions of calendars and regimes: what applies to an agency, and what a kept one said. */

/** Writes what ships as the next edition of its line, unless the newest says the same. For the start of the program. */
export async function publishShipped(tx: Tx, now: Date): Promise<void> {
	await ship(tx, 'calendar', '', shippedCalendar(), now)
	for (const [key, body] of shippedRegimes()) await ship(tx, 'regime', key, body, now)
}

async function ship(tx: Tx, kind: 'calendar' | 'regime', key: string, body: unknown, now: Date): Promise<void> {
	const text = JSON.stringify(body)
	const newest = await newestOf(tx, kind, key, null)
	if (newest?.sha256 === digest(text)) return
	const id = newId<'edition'>(now.getTime())
	await tx
		.insertInto('deadlines.edition')
		.values({
			id,
			kind,
			key,
			agency_id: null,
			version: (newest?.version ?? 0) + 1,
			body: text,
			sha256: digest(text),
			reason: 'Shipped with the program',
			proposed_by: null,
			proposed_at: now,
		})
		.execute()
	const ground = 'Shipped with the program'
	await tx
		.insertInto('deadlines.publication')
		.values({ edition_id: id, at: now, by_person: null, by_post: 'system', ground })
		.execute()
}

export function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex')
}

/** The newest edition of a line, published or not. */
export async function newestOf(
	tx: Tx,
	kind: 'calendar' | 'regime',
	key: string,
	agency: string | null,
): Promise<{ readonly version: number; readonly sha256: string } | undefined> {
	return tx
		.selectFrom('deadlines.edition')
		.select(['version', 'sha256'])
		.where('kind', '=', kind)
		.where('key', '=', key)
		.where('agency_id', agency === null ? 'is' : '=', agency)
		.orderBy('version', 'desc')
		.limit(1)
		.executeTakeFirst()
}

export type Edition<Body> = {
	readonly id: string
	readonly version: number
	/** Null: it ships. */
	readonly agency: string | null
	readonly publishedAt: Date
	readonly body: Body
}

type Row = { id: string; version: number; agency_id: string | null; at: Date; body: string }

/** C3. The calendar that applies to an agency now. */
export async function calendarOf(tx: Tx, agency: string): Promise<Edition<CalendarBody>> {
	const row = await nearest(tx, 'calendar', '', agency)
	if (row === undefined) throw new Error('no calendar is published: publishShipped comes first')
	return edition(row, calendarById(row.id, row.body))
}

/** The regime that applies to an agency now; null when there is none of that key. */
export async function regimeOf(tx: Tx, key: string, agency: string): Promise<Edition<RegimeBody> | null> {
	const row = await nearest(tx, 'regime', key, agency)
	return row === undefined ? null : edition(row, regimeById(row.id, row.body))
}

/** The shipped edition of a regime in force; null when none ships under that key. */
export async function shippedRegime(tx: Tx, key: string): Promise<RegimeBody | null> {
	const { rows } = await sql<Row>`select e.id, e.version, e.agency_id, p.at, e.body
		from deadlines.edition e join deadlines.publication p on p.edition_id = e.id
		where e.kind = 'regime' and e.key = ${key} and e.agency_id is null order by e.version desc limit 1`.execute(tx)
	return rows[0] === undefined ? null : regimeById(rows[0].id, rows[0].body)
}

const edition = <Body>(row: Row, body: Body): Edition<Body> => ({
	id: row.id,
	version: row.version,
	agency: row.agency_id,
	publishedAt: row.at,
	body,
})

async function nearest(tx: Tx, kind: 'calendar' | 'regime', key: string, agency: string): Promise<Row | undefined> {
	const { rows } = await sql<Row>`select e.id, e.version, e.agency_id, p.at, e.body
		from deadlines.edition e join deadlines.publication p on p.edition_id = e.id
		left join identity.agency_closure c on c.ancestor = e.agency_id and c.descendant = ${agency}
		where e.kind = ${kind} and e.key = ${key} and (e.agency_id is null or c.depth is not null)
		order by c.depth nulls last, e.version desc limit 1`.execute(tx)
	return rows[0]
}

/** Bodies by edition: a published one never changes (C4). */
const calendars = new Map<string, CalendarBody>()
const regimes = new Map<string, RegimeBody>()

/** The body of an edition, parsed once. */
export function calendarById(id: string, text: string): CalendarBody {
	return kept(calendars, id, () => calendarBody.parse(JSON.parse(text)))
}

export function regimeById(id: string, text: string): RegimeBody {
	return kept(regimes, id, () => regimeBody.parse(JSON.parse(text)))
}

function kept<Body>(all: Map<string, Body>, id: string, read: () => Body): Body {
	const known = all.get(id)
	if (known !== undefined) return known
	const made = read()
	if (all.size > 2_000) all.clear()
	all.set(id, made)
	return made
}
