import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { PostKind } from '../../identity/contract/words.ts'
import { needDrawing } from '../process/published.ts'
import type { Ended } from './end.ts'
import type { Marks } from './marks.ts'
import { addEvent } from './row.ts'
import './tables.ts'

/** Who may not do a task, and who is offered it first: by what was done before on the same matter. */

/**
 * M69. The holding of the person who did the named task last, while they hold the post this one is offered to.
 * @returns null when nobody did it, or they hold the post no more
 */
export async function familiarHolding(
	tx: Tx,
	ask: {
		readonly matter: string
		readonly element: string | null
		readonly post: PostKind
		readonly agency: string
		readonly now: Date
	},
): Promise<string | null> {
	if (ask.element === null) return null
	const { rows } = await sql<{ id: string }>`
		with did as (
			select ended_by from matters.task
			where matter_id = ${ask.matter}::uuid and element = ${ask.element} and state = 'done' and ended_by is not null
			order by ended_at desc, id desc limit 1
		)
		select h.id from did join identity.post h on h.person_id = did.ended_by and h.kind = ${ask.post}
		join identity.agency a on a.id = h.agency_id and (a.id = ${ask.agency}::uuid or a.bureau_id = ${ask.agency}::uuid)
		where h.from_at <= ${ask.now} and (h.until_at is null or h.until_at > ${ask.now})
		order by h.from_at limit 1`.execute(tx)
	return rows[0]?.id ?? null
}

/** M68, M70. Bars from a task that is offered, or moved to another drawing, who did what it checks, and who opened the matter. */
export async function barOffered(
	tx: Tx,
	{ task, matter, marks, now }: { task: string; matter: string; marks: Marks; now: Date },
): Promise<void> {
	if (marks.apart)
		await sql`insert into matters.task_bar (task_id, person_id, why)
			select ${task}::uuid, person_id, 'apart' from matters.opener where matter_id = ${matter}::uuid
			on conflict do nothing`.execute(tx)
	if (marks.eyes === 'previous')
		await sql`insert into matters.task_bar (task_id, person_id, why)
			select ${task}::uuid, did.ended_by, 'eyes' from (
				select ended_by from matters.task where matter_id = ${matter}::uuid and state = 'done'
				order by ended_at desc, id desc limit 1) did
			where did.ended_by is not null on conflict do nothing`.execute(tx)
	else if (marks.eyes !== null)
		await sql`insert into matters.task_bar (task_id, person_id, why)
			select distinct ${task}::uuid, ended_by, 'eyes' from matters.task
			where matter_id = ${matter}::uuid and element = ${marks.eyes} and state = 'done' and ended_by is not null
			on conflict do nothing`.execute(tx)
	await freeBarred(tx, task, now)
}

/** M68. Who has just done a task is barred from open ones that check it, or that it checks. */
export async function barDone(tx: Tx, done: Ended, now: Date): Promise<void> {
	if (done.by === null) return
	const open = await openBeside(tx, done)
	if (open.length === 0) return
	const checks = await marksAt(tx, done.instance, done.element)
	for (const task of open) {
		const marks = await marksAt(tx, task.instance_id, task.element)
		if (marks?.eyes !== done.element && checks?.eyes !== task.element) continue
		await sql`insert into matters.task_bar (task_id, person_id, why)
			values (${task.id}::uuid, ${done.by}::uuid, 'eyes') on conflict do nothing`.execute(tx)
		await freeBarred(tx, task.id, now)
	}
}

function openBeside(tx: Tx, done: Ended) {
	return tx
		.selectFrom('matters.task')
		.select(['id', 'instance_id', 'element'])
		.where('matter_id', '=', done.matter)
		.where('state', '=', 'open')
		.execute()
}

async function marksAt(tx: Tx, instance: string, element: string): Promise<Marks | null> {
	const row = await tx
		.selectFrom('matters.instance')
		.select(['drawing_id', 'process'])
		.where('id', '=', instance)
		.executeTakeFirst()
	if (row === undefined) return null
	const { models } = await needDrawing(tx, row.drawing_id)
	return models.get(row.process)?.elements.get(element)?.marks ?? null
}

/** A task held by, or offered first to, somebody who may not do it any more goes back to its post. */
async function freeBarred(tx: Tx, task: string, now: Date): Promise<void> {
	const { rows } = await sql<{ id: string }>`
		update matters.task t set holder_post = null, familiar_post = null, delegator_post = null, version = t.version + 1
		from identity.post h join matters.task_bar b on b.person_id = h.person_id
		where t.id = ${task}::uuid and b.task_id = t.id and h.id = coalesce(t.holder_post, t.familiar_post)
		returning t.id`.execute(tx)
	if (rows.length > 0) await addEvent(tx, task, { what: 'barred', by: null, at: now })
}
