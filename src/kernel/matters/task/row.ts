import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { PostKind } from '../../identity/contract/words.ts'
import type { Message } from '../../act.ts'
import type { Subject } from '../../powers/subject.ts'
import { notFound } from '../../refusal.ts'
import type { Who } from '../../who.ts'
import { taskChanged, taskResource } from '../contract/tasks.ts'
import type { TaskEvent, TaskState } from './tables.ts'

/** A task with all that an act on it needs. A holder, familiar or delegator whose post has lapsed is not there (M75). */
export type TaskRow = {
	readonly id: string
	readonly matter_id: string
	readonly instance_id: string
	readonly wait: number
	/** As the drawing the instance now follows has it. */
	readonly element: string
	readonly name: string
	readonly post: PostKind
	readonly agency_id: string
	readonly owner_id: string
	readonly duty_id: string
	readonly escalated: boolean
	readonly holder_post: string | null
	readonly familiar_post: string | null
	readonly delegator_post: string | null
	/** The holding that had it until its post lapsed. */
	readonly lapsed_post: string | null
	readonly by_act: string | null
	readonly acted: boolean
	readonly state: TaskState
	readonly over: boolean
	readonly deadline_id: string | null
	readonly deadline_kind: string | null
	readonly offered_at: Date
	readonly ended_at: Date | null
	readonly version: number
	readonly eyes: readonly string[]
	readonly apart: readonly string[]
}

/** Columns of `TaskRow` from `t`, a row of `matters.task`. */
export function taskColumns(now: Date) {
	const held = (column: 'holder_post' | 'familiar_post' | 'delegator_post') => {
		const name = sql.ref(`t.${column}`)
		return sql`(select h.id from identity.post h join identity.person p on p.id = h.person_id
			where h.id = ${name} and h.from_at <= ${now} and (h.until_at is null or h.until_at > ${now})
				and (p.left_at is null or p.left_at > ${now})) as ${sql.id(column)}`
	}
	return sql`t.id, t.matter_id, t.instance_id, t.wait, t.name, t.post, t.agency_id, t.owner_id, t.duty_id, t.escalated,
		coalesce((select w.element from matters.process_wait w
			where w.instance_id = t.instance_id and w.n = t.wait and t.state = 'open'), t.element) as element,
		${held('holder_post')}, ${held('familiar_post')}, ${held('delegator_post')},
		(select h.id from identity.post h where h.id = t.holder_post and h.until_at <= ${now}) as lapsed_post,
		t.by_act, t.acted, t.state, t.over, t.deadline_id, t.deadline_kind, t.offered_at, t.ended_at, t.version,
		array(select b.person_id::text from matters.task_bar b where b.task_id = t.id and b.why = 'eyes') as eyes,
		array(select b.person_id::text from matters.task_bar b where b.task_id = t.id and b.why = 'apart') as apart`
}

/**
 * A task, locked, its matter before it: whoever moves an instance locks its matter first.
 * @throws Refusal `not_found`
 */
export async function needTask(tx: Tx, id: string, now: Date): Promise<TaskRow> {
	await sql`select m.id from matters.matter m join matters.task t on t.matter_id = m.id
		where t.id = ${id} for update of m`.execute(tx)
	const { rows } = await sql<TaskRow>`select ${taskColumns(now)} from matters.task t
		where t.id = ${id} for update of t`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`task ${id}`)
	return row
}

/** The same without a lock, for views. @throws Refusal `not_found` */
export async function readTask(tx: Tx, id: string, now: Date): Promise<TaskRow> {
	const { rows } = await sql<TaskRow>`select ${taskColumns(now)} from matters.task t where t.id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`task ${id}`)
	return row
}

export function taskSubject(row: TaskRow): Subject {
	return {
		resource: taskResource,
		id: row.id,
		attributes: {
			agency: row.agency_id,
			owner: row.owner_id,
			duty: row.duty_id,
			post: row.post,
			holder: row.holder_post,
			familiar: row.familiar_post,
			delegator: row.delegator_post,
			escalated: row.escalated,
			acted: row.acted,
			over: row.over,
			eyes: row.eyes,
			apart: row.apart,
		},
	}
}

/** Writes what happened to a task, told by post and agency. */
export async function addEvent(
	tx: Tx,
	task: string,
	event: {
		readonly what: TaskEvent
		readonly by: Who | null
		readonly at: Date
		readonly reason?: string
		readonly code?: string
	},
): Promise<void> {
	const by = event.by === null || event.by.agency === 'none' ? null : event.by
	await sql`insert into matters.task_event (task_id, n, what, post, agency_id, reason, code, at)
		select ${task}::uuid, coalesce(max(n), 0) + 1, ${event.what}::text, ${by?.postKind ?? null}::text,
			${by?.agency ?? null}::uuid, ${event.reason ?? null}::text, ${event.code ?? null}::text, ${event.at}::timestamptz
		from matters.task_event where task_id = ${task}::uuid`.execute(tx)
}

export function taskMessage(task: string, matter: string, state: TaskState): Message {
	return { topic: taskChanged, resource: { type: 'Task', id: task }, body: { task, matter, state } }
}

/** The context an act hands to what drives the engine. */
export type Acting = { readonly tx: Tx; readonly now: Date; readonly who: Who }
