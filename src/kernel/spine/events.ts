import { sql } from 'kysely'
import type { ResourceDeclaration } from '../contract/declare.ts'
import type { Db, Tx } from '../db/schema.ts'
import { type Filter, filteredRows, isUuid } from '../powers/filter.ts'
import { Refusal } from '../refusal.ts'
import type { Who } from '../who.ts'
import type { Spine } from './spine.ts'

/** A place in the numbered stream: entry number and the message's place in its entry. */
export type Cursor = { readonly n: number; readonly k: number }

export type StreamEvent = {
	readonly n: number
	readonly k: number
	readonly topic: string
	readonly resource: { readonly type: string; readonly id: string } | null
	/** JSON text as it was written. */
	readonly body: string
}

/** The beginning of the ledger: a reader that wants everything starts here. */
export const beginning = '-1.0'

const cursorShape = /^(-1|\d{1,15})\.(\d{1,5})$/

/** Reads `n.k`. A cursor that cannot be read is refused: starting elsewhere would lose messages silently. */
export function parseCursor(text: string): Cursor {
	const match = cursorShape.exec(text)
	if (match !== null) return { n: Number(match[1]), k: Number(match[2]) }
	throw new Refusal(
		'invalid',
		{ en: 'A place in the stream looks like 120.0.', zh: '数据流位置应为 120.0 的样子。' },
		{ field: 'Last-Event-ID' },
	)
}

/** The end of the stream now: what a reader without a cursor starts after. */
export async function newestCursor(db: Db): Promise<Cursor> {
	const { rows } = await sql<{ n: number | null }>`select max(n) as n from ledger.entry`.execute(db)
	return { n: rows[0]?.n ?? -1, k: 32_767 }
}

/**
 * S7. Messages after `cursor`, in the ledger's order, that `who` may hear: those about rows the person may see, and those about
 * no row. Gives the cursor to go on from, which moves past messages that were held back. At most `limit` are read.
 */
export async function eventsAfter(
	spine: Spine,
	resources: ReadonlyMap<string, ResourceDeclaration>,
	who: Who,
	cursor: Cursor,
	limit = 500,
): Promise<{ events: readonly StreamEvent[]; cursor: Cursor; more: boolean }> {
	return spine.store.transact('seawall_app', async (tx) => {
		const { rows } = await sql<{
			n: number
			k: number
			topic: string
			resource_type: string | null
			resource_id: string | null
			body: string
		}>`select e.n, o.k, o.topic, o.resource_type, o.resource_id, o.body
			from ledger.entry e join kernel.outbox o on o.pending_id = e.pending_id
			where e.n >= ${cursor.n} and (e.n, o.k::int) > (${cursor.n}::bigint, ${cursor.k}::int)
			order by e.n, o.k limit ${limit}`.execute(tx)
		const last = rows.at(-1)
		if (last === undefined) return { events: [], cursor, more: false }
		const wanted = new Map<string, Set<string>>()
		for (const row of rows) {
			if (row.resource_type === null || row.resource_id === null) continue
			const ids = wanted.get(row.resource_type) ?? new Set()
			wanted.set(row.resource_type, ids.add(row.resource_id))
		}
		const context = { now: Math.floor(spine.clock().getTime() / 1000), purpose: false }
		const seen = new Map<string, ReadonlySet<string>>()
		for (const [type, ids] of wanted) {
			const resource = resources.get(type)
			if (resource === undefined) continue
			const filter = spine.powers.filter(who, resource.see, resource, context)
			seen.set(type, await filteredIds(tx, filter, [...ids]))
		}
		const events = rows
			.filter((row) => row.resource_type === null || seen.get(row.resource_type)?.has(row.resource_id ?? '') === true)
			.map((row) => ({
				n: row.n,
				k: row.k,
				topic: row.topic,
				resource: row.resource_type === null ? null : { type: row.resource_type, id: row.resource_id ?? '' },
				body: row.body,
			}))
		return { events, cursor: { n: last.n, k: last.k }, more: rows.length === limit }
	})
}

/** Which of the ids are rows the filter lets through. */
async function filteredIds(tx: Tx, filter: Filter, ids: readonly string[]): Promise<ReadonlySet<string>> {
	const known = ids.filter(isUuid)
	if (filter.allows === 'nothing' || known.length === 0) return new Set()
	const id = sql.ref(`r.${filter.resource.id}`)
	const { rows } = await sql<{ id: string }>`select ${id}::text as id from ${filteredRows(filter, 'r')}
		where ${id} in (${sql.join(known)})`.execute(tx)
	return new Set(rows.map((row) => row.id))
}
