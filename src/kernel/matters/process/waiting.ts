import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import './tables.ts'

/** What instances wait for, read from their rows. */

export type Waiting = { readonly instance: string; readonly wait: number }

/**
 * M40. Timers due at `now`, oldest first. Their matters are locked, and those another runner or act holds are left out:
 * whoever moves an instance locks its matter first.
 */
export async function dueProcessTimers(tx: Tx, now: Date, limit: number): Promise<readonly Waiting[]> {
	const rows = await tx
		.selectFrom('matters.process_wait as w')
		.innerJoin('matters.instance as i', 'i.id', 'w.instance_id')
		.innerJoin('matters.matter as m', 'm.id', 'i.matter_id')
		.select(['w.instance_id', 'w.n'])
		.where('w.kind', '=', 'timer')
		.where('w.due_at', '<=', now)
		.orderBy('w.due_at')
		.limit(limit)
		.forUpdate('m')
		.skipLocked()
		.execute()
	return rows.map((row) => ({ instance: row.instance_id, wait: row.n }))
}

/**
 * Instances that wait for a message (oldest first, the key fitting where both have one) or for a signal.
 * @param event.since only those that waited at that moment already
 */
export async function waitingFor(
	tx: Tx,
	event: { readonly kind: 'message' | 'signal'; readonly name: string; readonly key?: string; readonly since?: Date },
): Promise<readonly string[]> {
	const { rows } = await sql<{ instance_id: string }>`
		select instance_id, min(asked_at) as since from matters.process_wait
		where kind = ${event.kind} and name = ${event.name}
			and (${event.key ?? null}::text is null or key is null or key = ${event.key ?? null}::text)
			and (${event.since ?? null}::timestamptz is null or asked_at <= ${event.since ?? null}::timestamptz)
		group by instance_id order by since, instance_id`.execute(tx)
	return rows.map((row) => row.instance_id)
}

export type OpenTask = {
	readonly instance: string
	readonly wait: number
	readonly element: string
	readonly lane: string | null
	readonly since: Date
}

/** The tasks of a matter that wait for somebody, oldest first, those of called processes included. */
export async function openTasks(tx: Tx, matter: string): Promise<readonly OpenTask[]> {
	const rows = await tx
		.selectFrom('matters.process_wait as w')
		.innerJoin('matters.instance as i', 'i.id', 'w.instance_id')
		.select(['w.instance_id', 'w.n', 'w.element', 'w.lane', 'w.asked_at'])
		.where('i.matter_id', '=', matter)
		.where('w.kind', '=', 'task')
		.orderBy('w.asked_at')
		.orderBy('w.n')
		.execute()
	return rows.map((row) => ({
		instance: row.instance_id,
		wait: row.n,
		element: row.element,
		lane: row.lane,
		since: row.asked_at,
	}))
}
