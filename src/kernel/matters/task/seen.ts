import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { regimeById } from '../../deadlines/editions.ts'
import { deadlineRows } from '../../deadlines/views/rows.ts'
import type { Subject } from '../../powers/subject.ts'
import type { Who } from '../../who.ts'
import { taskBook, type TaskDue, type TaskRow as Shown } from '../contract/tasks.ts'
import { matter } from '../contract/matter.ts'
import { wordsOf } from '#kernel/contract/drawn-name.ts'
import { mainOf, mayDoOf } from './may.ts'
import { taskColumns, type TaskRow, taskSubject } from './row.ts'

/** Tasks as screens show them. */

export type SeenRow = TaskRow & {
	readonly matter_kind: string
	readonly matter_agency: string
	readonly purpose: string | null
	readonly agency_en: string
	readonly agency_zh: string
	readonly duty_en: string
	readonly duty_zh: string
}

export function taskBookSubject(who: Who): Subject {
	return { resource: taskBook, id: who.bureau, attributes: { agency: who.bureau } }
}

/** Reads tasks. `from`: `(…) as t`, rows of the task table; `order`: with its limit. */
export async function seenRows(
	tx: Tx,
	now: Date,
	from: RawBuilder<unknown>,
	order: RawBuilder<unknown>,
): Promise<readonly SeenRow[]> {
	const { rows } =
		await sql<SeenRow>`select ${taskColumns(now)}, m.kind as matter_kind, m.agency_id as matter_agency, m.purpose, a.name_en as agency_en,
			a.name_zh as agency_zh, u.name_en as duty_en, u.name_zh as duty_zh
		from ${from} join matters.matter m on m.id = t.matter_id join identity.agency a on a.id = t.agency_id
		join identity.agency u on u.id = t.duty_id left join deadlines.deadline d on d.id = t.deadline_id
		${order}`.execute(tx)
	return rows
}

/** First due first; what has no deadline after it, oldest first. Never by who has it. */
export const dueFirst = sql`order by t.over, d.due_at asc nulls last, t.offered_at, t.id`

/** Rows with their deadlines, as one person sees them. */
export async function shownTasks(
	tx: Tx,
	who: Who,
	rows: readonly SeenRow[],
	now: Date,
): Promise<readonly { readonly shown: Shown; readonly subject: Subject }[]> {
	const dues = await duesOf(
		tx,
		rows.flatMap((row) => row.deadline_id ?? []),
		now,
	)
	return rows.map((row) => {
		const subject = taskSubject(row)
		const due = row.deadline_id === null ? null : (dues.get(row.deadline_id) ?? null)
		return { subject, shown: shownTask(who, row, subject, due, now) }
	})
}

function shownTask(who: Who, row: SeenRow, subject: Subject, due: TaskDue | null, now: Date): Shown {
	const stands = standsOf(row, who)
	return {
		id: row.id,
		matter: row.matter_id,
		matterKind: row.matter_kind,
		why: mayKnow(who, row, now) ? row.purpose : null,
		name: wordsOf(row.name),
		post: row.post,
		agency: row.agency_id,
		agencyName: { en: row.agency_en, zh: row.agency_zh },
		duty: row.duty_id,
		dutyName: { en: row.duty_en, zh: row.duty_zh },
		escalated: row.escalated,
		stands,
		lent: row.delegator_post === who.post,
		main: row.over ? null : mainOf(who, subject, stands === 'mine', now),
		state: row.state,
		byAct: row.by_act,
		due,
		offeredAt: row.offered_at.toISOString(),
		endedAt: row.ended_at?.toISOString() ?? null,
		version: row.version,
	}
}

/** The matter's own power decides whether why it exists is told: a duty that came up moves no power to read (M67). */
function mayKnow(who: Who, row: SeenRow, now: Date): boolean {
	const attributes = { agency: row.matter_agency, kind: row.matter_kind }
	return mayDoOf(who, matter.see, { resource: matter, id: row.matter_id, attributes }, now).allowed
}

function standsOf(row: TaskRow, who: Who): Shown['stands'] {
	if (row.over) return 'over'
	if (row.holder_post !== null) return row.holder_post === who.post ? 'mine' : 'taken'
	if (row.familiar_post === null) return 'offered'
	return row.familiar_post === who.post ? 'first_mine' : 'first_other'
}

/** M76. Deadlines by id, with what happens at zero. */
async function duesOf(tx: Tx, ids: readonly string[], now: Date): Promise<ReadonlyMap<string, TaskDue>> {
	if (ids.length === 0) return new Map()
	const from = sql`(select * from deadlines.deadline where id in (${sql.join(ids)})) as t`
	const rows = await deadlineRows(tx, now, from, sql`order by t.due_at, t.id`)
	const { rows: regimes } = await sql<{ id: string; regime: string; body: string }>`
		select d.id, d.regime_id as regime, r.body from deadlines.deadline d join deadlines.edition r on r.id = d.regime_id
		where d.id in (${sql.join(ids)})`.execute(tx)
	const ladders = new Map(regimes.map((one) => [one.id, regimeById(one.regime, one.body).ladder]))
	return new Map(
		rows.map((row) => [
			row.id,
			{
				deadline: row.id,
				from: row.from,
				due: row.due,
				stage: row.stage,
				pausedFrom: row.pausedFrom,
				endedAt: row.endedAt,
				regime: row.regimeName,
				duty: row.dutyName,
				ladder: (ladders.get(row.id) ?? []).map(({ tier, afterMinutes }) => ({ tier, afterMinutes })),
			},
		]),
	)
}
