import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Fact, Message } from '../../act.ts'
import type { PostKind } from '../../identity/contract/words.ts'
import { barOffered } from './bars.ts'
import { readLane } from './lane.ts'
import { drawnAt, offerTask } from './offer.ts'
import { placeOf } from './place.ts'
import { addEvent, taskMessage } from './row.ts'
import './tables.ts'

type Redraw = {
	readonly matter: string
	readonly instances: readonly string[]
	/** Which element of the new drawing stands for one of the old. */
	readonly elements: Readonly<Record<string, string>>
	readonly now: Date
}

/** `entered`, for the ledger: tasks that have another post or place now, and whether who had them has them still. */
export type Redrawn = { readonly messages: readonly Message[]; readonly entered: readonly Fact[] }

type Waiting = {
	instance: string
	wait: number
	element: string
	task: string | null
	post: PostKind
	agency: string
}

/**
 * M98. Lets the tasks of a matter follow it to a new drawing, to which its instances have been moved: each is its new lane's.
 * Those done keep what they are done for: four eyes and the familiar hand find them under their new element.
 */
export async function redrawTasks(tx: Tx, { matter, instances, elements, now }: Redraw): Promise<Redrawn> {
	await renameTasks(tx, instances, elements)
	const messages: Message[] = []
	const entered: Fact[] = []
	for (const one of await waitingTasks(tx, instances)) {
		const drawn = await drawnAt(tx, one.instance, one.element)
		const lane = readLane(drawn?.element.lane ?? '')
		if (drawn === null || lane === null) continue
		if (one.task === null) {
			const wait = { id: one.wait, kind: 'task' as const, element: one.element, scope: 0 }
			const task = await offerTask(tx, { ...one, matter, wait, lane: drawn.element.lane ?? '', now })
			if (task !== null) messages.push(taskMessage(task, matter, 'open'))
			continue
		}
		const to = { post: lane.post, agency: await placeOf(tx, drawn.owner, lane) }
		const { name, marks } = drawn.element
		await sql`update matters.task set name = ${name}, by_act = ${marks?.act ?? null}, version = version + 1
			where id = ${one.task}::uuid`.execute(tx)
		if (to.post !== one.post || to.agency !== one.agency)
			entered.push(await giveTo(tx, { ...one, task: one.task }, to, now))
		if (marks !== null) await barOffered(tx, { task: one.task, matter, marks, now })
		messages.push(taskMessage(one.task, matter, 'open'))
	}
	return { messages, entered }
}

async function renameTasks(tx: Tx, instances: readonly string[], elements: Redraw['elements']): Promise<void> {
	await sql`update matters.task set element = e.value from jsonb_each_text(${JSON.stringify(elements)}::text::jsonb) e
		where instance_id = any(${instances}::uuid[]) and element = e.key`.execute(tx)
}

/** Waits of the engine for a task, with the open task that is kept for each. */
async function waitingTasks(tx: Tx, instances: readonly string[]): Promise<readonly Waiting[]> {
	const { rows } = await sql<Waiting>`
		select w.instance_id as instance, w.n as wait, w.element, t.id as task, t.post, t.agency_id as agency
		from matters.process_wait w left join matters.task t
			on t.instance_id = w.instance_id and t.wait = w.n and t.state = 'open'
		where w.instance_id = any(${instances}::uuid[]) and w.kind = 'task' order by w.instance_id, w.n`.execute(tx)
	return rows
}

/** Gives a task to its new post; whoever has it, or is offered it first, keeps it while their own post is that one. */
async function giveTo(
	tx: Tx,
	one: Waiting & { readonly task: string },
	to: { readonly post: PostKind; readonly agency: string },
	now: Date,
): Promise<Fact> {
	const { task, element, post: was, agency: before } = one
	const fits = (column: string) => sql`(select h.id from identity.post h join identity.agency a on a.id = h.agency_id
		where h.id = ${sql.ref(`t.${column}`)} and h.kind = ${to.post}
			and (a.id = ${to.agency}::uuid or a.bureau_id = ${to.agency}::uuid))`
	const { rows } = await sql<{ had: boolean; has: boolean }>`
		with fit as (
			select t.id, coalesce(t.holder_post, t.familiar_post) is not null as had, ${fits('holder_post')} as holder,
				${fits('familiar_post')} as familiar, ${fits('delegator_post')} as delegator
			from matters.task t where t.id = ${task}::uuid
		)
		update matters.task t set post = ${to.post}, agency_id = ${to.agency}::uuid,
			duty_id = case when t.escalated_at is null then ${to.agency}::uuid else t.duty_id end,
			holder_post = fit.holder, familiar_post = fit.familiar,
			delegator_post = case when fit.holder is not null then fit.delegator end
		from fit where t.id = fit.id
		returning fit.had, coalesce(fit.holder, fit.familiar) is not null as has`.execute(tx)
	const { had = false, has = false } = rows[0] ?? {}
	await addEvent(tx, task, { what: 'moved', by: null, at: now })
	if (!has) await addEvent(tx, task, { what: 'offered', by: null, at: now })
	const hand = !had
		? 'nobody had it'
		: has
			? 'who has it holds the post'
			: 'offered again: who had it does not hold the post'
	return { task, element, was: { post: was, agency: before }, is: { ...to }, hand }
}
