import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { dropDeadline, meetDeadline } from '../../deadlines/keep.ts'
import type { Who } from '../../who.ts'
import { addEvent } from './row.ts'
import './tables.ts'

export type Ended = {
	readonly id: string
	readonly matter: string
	readonly instance: string
	readonly element: string
	/** The person who did it; null: the engine, or the system. */
	readonly by: string | null
}

/**
 * A task is over. `done` meets its deadline; otherwise the deadline is dropped (M76).
 * @returns null when the wait was no open task of somebody's
 */
export async function endTask(
	tx: Tx,
	end: {
		readonly instance: string
		readonly wait: number
		readonly as: 'done' | 'failed' | 'dropped'
		readonly by: Who | null
		readonly now: Date
	},
): Promise<Ended | null> {
	const by = end.by === null || end.by.person === 'system' ? null : end.by
	const row = await tx
		.updateTable('matters.task')
		.set({ state: end.as, ended_at: end.now, ended_by: by?.person ?? null, version: sql`version + 1` })
		.where('instance_id', '=', end.instance)
		.where('wait', '=', end.wait)
		.where('state', '=', 'open')
		.returning(['id', 'matter_id', 'element', 'deadline_kind'])
		.executeTakeFirst()
	if (row === undefined) return null
	if (row.deadline_kind !== null) {
		const deadline = { matter: row.matter_id, kind: row.deadline_kind, now: end.now }
		if (end.as === 'done') await meetDeadline(tx, deadline)
		else await dropDeadline(tx, deadline)
	}
	const what = end.as === 'done' ? 'completed' : end.as
	await addEvent(tx, row.id, { what, by, at: end.now })
	return {
		id: row.id,
		matter: row.matter_id,
		instance: end.instance,
		element: row.element,
		by: by?.person ?? null,
	}
}
