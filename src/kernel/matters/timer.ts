import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import './schema.ts'

/** Milliseconds in a second. */
const second = 1000

/**
 * Sets a target on a matter, dropping an open one of the same kind (M13).
 * @param set.rule the rule or table row that gave the target, e.g. `dispatch.targets r3`
 * @returns the timer's id and when it is due
 */
export async function setTimer(
	tx: Tx,
	set: {
		readonly matter: string
		readonly kind: string
		readonly targetSeconds: number
		readonly rule: string
		/** When the clock began; the act's `now` unless the target counts from earlier (a call that rang before). */
		readonly from?: Date
		readonly now: Date
	},
): Promise<{ timer: string; dueAt: Date }> {
	const timer = newId(set.now.getTime())
	const from = set.from ?? set.now
	const dueAt = new Date(from.getTime() + set.targetSeconds * second)
	await sql`
		with dropped as (
			update matters.timer set dropped_at = ${set.now}::timestamptz
			where matter_id = ${set.matter}::uuid and kind = ${set.kind} and met_at is null and dropped_at is null
			returning id
		)
		insert into matters.timer (id, matter_id, kind, set_at, due_at, target_seconds, rule)
		select ${timer}::uuid, ${set.matter}::uuid, ${set.kind}::text, ${from}::timestamptz, ${dueAt}::timestamptz,
			${set.targetSeconds}::integer, ${set.rule}::text
		from (select count(*) from dropped) as before`.execute(tx)
	return { timer, dueAt }
}

/**
 * Marks the open timer of a kind as met (M14).
 * @returns by how many seconds it was late (negative: early), or null when none was open
 */
export async function meetTimer(
	tx: Tx,
	meet: { readonly matter: string; readonly kind: string; readonly now: Date },
): Promise<{ timer: string; dueAt: Date; lateSeconds: number } | null> {
	const row = await tx
		.updateTable('matters.timer')
		.set({ met_at: meet.now })
		.where('matter_id', '=', meet.matter)
		.where('kind', '=', meet.kind)
		.where('met_at', 'is', null)
		.where('dropped_at', 'is', null)
		.returning(['id', 'due_at'])
		.executeTakeFirst()
	if (row === undefined) return null
	return { timer: row.id, dueAt: row.due_at, lateSeconds: (meet.now.getTime() - row.due_at.getTime()) / second }
}

/** Ids of timers due at `now` and not yet breached, oldest first, leaving out those another runner holds (M15). */
export async function dueTimers(tx: Tx, now: Date, limit: number): Promise<readonly string[]> {
	const rows = await tx
		.selectFrom('matters.timer')
		.select('id')
		.where('due_at', '<=', now)
		.where('met_at', 'is', null)
		.where('breached_at', 'is', null)
		.where('dropped_at', 'is', null)
		.orderBy('due_at')
		.limit(limit)
		.forUpdate()
		.skipLocked()
		.execute()
	return rows.map((row) => row.id)
}
