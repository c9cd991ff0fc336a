import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Done, Loaded } from '../../act.ts'
import { addHand } from '../../deadlines/keep.ts'
import { Refusal } from '../../refusal.ts'
import type { Who } from '../../who.ts'
import { addEvent, needTask, type TaskRow, taskMessage, taskSubject } from './row.ts'
import type { TaskEvent } from './tables.ts'

/** Whose hands a task is in: what the acts that move it share. */

/** Loads a task for an act, locked. @throws Refusal `not_found` */
export async function loadTask(tx: Tx, input: { readonly task: string }, now: Date): Promise<Loaded<TaskRow>> {
	const row = await needTask(tx, input.task, now)
	return { subject: taskSubject(row), row, version: row.version }
}

/** Who has it and who is offered it first, after an act. Left out: nobody. */
export type Hands = { readonly holder?: string; readonly familiar?: string; readonly delegator?: string }

type Handing = { readonly tx: Tx; readonly now: Date; readonly who: Who }

/**
 * M64. Puts a task into other hands, with its line of history; the person who has it now works on its deadline (C22).
 * @param person who has it now, when somebody has
 */
export async function handTask(
	{ tx, now, who }: Handing,
	row: TaskRow,
	to: Hands & { readonly what: TaskEvent; readonly person?: string },
): Promise<Done<{ task: string; version: number }>> {
	await tx
		.updateTable('matters.task')
		.set({
			holder_post: to.holder ?? null,
			familiar_post: to.familiar ?? null,
			delegator_post: to.delegator ?? null,
			version: sql`version + 1`,
		})
		.where('id', '=', row.id)
		.execute()
	if (to.person !== undefined && row.deadline_id !== null) await addHand(tx, row.deadline_id, to.person)
	await addEvent(tx, row.id, { what: to.what, by: who, at: now })
	return {
		output: { task: row.id, version: row.version + 1 },
		fact: { task: row.id, what: to.what, element: row.element, holder: to.holder ?? null },
		matter: row.matter_id,
		messages: [taskMessage(row.id, row.matter_id, row.state)],
	}
}

export type Colleague = {
	/** The holding. */
	readonly post: string
	readonly person: string
	readonly en: string
	readonly zh: string
	/** The rule by which they may not do this task. */
	readonly not: string | null
}

/** M65, M77. Who holds a task's post at its agency now, by name. */
export async function colleaguesOf(tx: Tx, row: TaskRow, now: Date): Promise<readonly Colleague[]> {
	const { rows } = await sql<Omit<Colleague, 'not'>>`
		select h.id as post, h.person_id as person, p.name_en as en, p.name_zh as zh
		from identity.post h join identity.person p on p.id = h.person_id join identity.agency a on a.id = h.agency_id
		where h.kind = ${row.post} and (a.id = ${row.agency_id}::uuid or a.bureau_id = ${row.agency_id}::uuid)
			and h.from_at <= ${now} and (h.until_at is null or h.until_at > ${now})
			and (p.left_at is null or p.left_at > ${now})
			and a.demo = (select o.mode = 'demo' from identity.organisation o)`.execute(tx)
	const barred = ({ person }: { person: string }) =>
		row.eyes.includes(person) ? 'M144' : row.apart.includes(person) ? 'M145' : null
	return rows.map((one) => ({ ...one, not: barred(one) }))
}

/**
 * M65, M66. The colleague a task is given to.
 * @throws Refusal `invalid` when the holding is not of the task's post, is over, or its person may not do it
 */
export async function needColleague(tx: Tx, row: TaskRow, to: string, now: Date): Promise<Colleague> {
	const found = (await colleaguesOf(tx, row, now)).find((one) => one.post === to)
	if (found === undefined) {
		const words = {
			en: 'A task is given to somebody who holds its post at its agency now.',
			zh: '任务只能交给现任该单位相应岗位的人员。',
		}
		throw new Refusal('invalid', words, { rule: 'M65', field: 'to' })
	}
	if (found.not === null) return found
	const words =
		found.not === 'M144'
			? { en: 'This person did the task that this one checks.', zh: '此人办理了被复核的任务。' }
			: { en: 'This person opened the matter.', zh: '此人是事项的提出人。' }
	throw new Refusal('invalid', words, { rule: found.not === 'M144' ? 'M68' : 'M70', field: 'to' })
}
