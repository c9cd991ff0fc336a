import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import type { Store } from '../db/store.ts'
import { insideTx } from './boss.ts'
import './schema.ts'

/** A numbered message as a queue hears it. */
export type HeardEvent = {
	/** The ledger entry's number, and the message's place in it. */
	readonly n: number
	readonly k: number
	readonly topic: string
	readonly resource: { readonly type: string; readonly id: string } | null
	readonly body: Readonly<Record<string, unknown>>
}

type OutboxRow = {
	n: number
	k: number
	topic: string
	resource_type: string | null
	resource_id: string | null
	body: string
}

const none = { passed: 0, queues: [] } as const

/**
 * J1. Puts the next messages into the queues that hear them and moves the cursor, in one transaction.
 * @param queuesOf the queues that hear a topic
 * @returns how many messages were passed, 0 also when another process feeds (J5), and the queues that got some
 */
export async function feed(
	store: Store,
	boss: PgBoss,
	queuesOf: ReadonlyMap<string, readonly string[]>,
	limit = 500,
): Promise<{ readonly passed: number; readonly queues: readonly string[] }> {
	return store.transact('seawall_app', async (tx) => {
		const held = await sql<{ n: number; k: number }>`
			select n, k from jobs.cursor where name = 'outbox' for update skip locked`.execute(tx)
		const cursor = held.rows[0]
		if (cursor === undefined) return none
		const { rows } = await sql<OutboxRow>`
			select e.n, o.k, o.topic, o.resource_type, o.resource_id, o.body
			from ledger.entry e join kernel.outbox o on o.pending_id = e.pending_id
			where e.n >= ${cursor.n} and (e.n, o.k::int) > (${cursor.n}::bigint, ${cursor.k}::int)
			order by e.n, o.k limit ${limit}`.execute(tx)
		const last = rows.at(-1)
		if (last === undefined) return none
		const jobs = new Map<string, { id: string; data: HeardEvent }[]>()
		for (const row of rows) {
			for (const queue of queuesOf.get(row.topic) ?? []) {
				const list = jobs.get(queue) ?? []
				list.push({ id: jobId(queue, row), data: eventOf(row) })
				jobs.set(queue, list)
			}
		}
		for (const [queue, list] of jobs) await boss.insert(queue, list, { db: insideTx(tx) })
		await sql`update jobs.cursor set n = ${last.n}, k = ${last.k} where name = 'outbox'`.execute(tx)
		return { passed: rows.length, queues: [...jobs.keys()] }
	})
}

function eventOf(row: OutboxRow): HeardEvent {
	const resource =
		row.resource_type === null || row.resource_id === null ? null : { type: row.resource_type, id: row.resource_id }
	return { n: row.n, k: row.k, topic: row.topic, resource, body: JSON.parse(row.body) }
}

/** A name-based UUID of queue and number: the same message is the same job. */
function jobId(queue: string, { n, k }: { n: number; k: number }): string {
	const hex = createHash('sha256').update(`${queue} ${n}.${k}`).digest('hex')
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
