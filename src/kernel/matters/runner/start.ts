import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/schema.ts'
import type { Element, Model } from '../process/model.ts'
import { needPlace } from '../process/model.ts'
import type { Wait } from '../process/state.ts'
import { nextFiring, startWait } from '../process/timers.ts'
import { parseDuration } from '../process/time.ts'
import type { Thrown } from '../process/outward.ts'
import '../process/tables.ts'

/** M96, M97. Start events that begin a matter by themselves, as rows beside the publication of their drawing. */

/** The start event of one publication, taken. */
export type Start = {
	readonly publication: string
	readonly element: string
	readonly kind: 'message' | 'signal' | 'timer'
	readonly process: string
	readonly drawing: string
	/** The agency of the drawing's scope. */
	readonly scope: string
	readonly dueAt: Date | null
	readonly cycle: Wait['cycle'] | null
	readonly inForce: boolean
}

/** The start events of a process that begin it without an act. */
export function selfStarts(model: Model): readonly Element[] {
	return needPlace(model, model.id)
		.starts.flatMap((id) => model.elements.get(id) ?? [])
		.filter(({ kind, trigger }) => kind === 'start' && trigger.on !== 'none')
}

/** M97. Shortest cycle of a timer that begins matters, in milliseconds. */
const shortest = 60_000

/** M97. False when a start event's timer cannot be kept: it is said in data, or comes round too fast. */
export function isKept({ trigger }: Element, now: number): boolean {
	if (trigger.on !== 'timer') return true
	const wait = startWait(trigger.timing, now)
	if (wait === null) return false
	const every = wait.cycle === undefined ? null : parseDuration(wait.cycle.every)
	return every === null || every.months > 0 || every.milliseconds >= shortest
}

/** Writes the start events of a drawing that comes into force. */
export async function keepStarts(tx: Tx, publication: string, model: Model, now: Date): Promise<void> {
	const rows = selfStarts(model).map(({ id, trigger }) => {
		const wait = trigger.on === 'timer' ? startWait(trigger.timing, now.getTime()) : null
		return {
			element: id,
			kind: trigger.on,
			name: trigger.on === 'message' || trigger.on === 'signal' ? trigger.name : null,
			due_at: wait?.due === undefined ? null : new Date(wait.due).toISOString(),
			cycle: wait?.cycle ?? null,
		}
	})
	if (rows.length === 0) return
	await sql`insert into matters.process_start (publication_id, element, kind, name, due_at, cycle)
		select ${publication}::uuid, s.element, s.kind, s.name, s.due_at, s.cycle
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
			as s (element text, kind text, name text, due_at timestamptz, cycle jsonb)`.execute(tx)
}

/** Nothing newer of the same name and scope stands in its place, and it has not ended. */
function inForce(now: Date): RawBuilder<boolean> {
	return sql<boolean>`((p.until_at is null or p.until_at > ${now}::timestamptz) and not exists (
		select from matters.publication n where n.what = p.what and n.name = p.name and n.scope_id = p.scope_id
			and (n.at, n.id) > (p.at, p.id) and (n.until_at is null or n.until_at > ${now}::timestamptz)))`
}

/** Takes a start event; null when there is none, or another runner has it. */
export async function takeStart(tx: Tx, publication: string, element: string, now: Date): Promise<Start | null> {
	const { rows } = await sql<Start>`select s.publication_id as publication, s.element, s.kind, p.name as process,
			p.drawing_id as drawing, p.scope_id as scope, s.due_at as "dueAt", s.cycle, ${inForce(now)} as "inForce"
		from matters.process_start s join matters.publication p on p.id = s.publication_id
		where s.publication_id = ${publication}::uuid and s.element = ${element} for update of s skip locked`.execute(tx)
	return rows[0] ?? null
}

/** Timers that begin matters and are due, oldest first. */
export async function dueStarts(
	tx: Tx,
	now: Date,
	limit: number,
): Promise<readonly { readonly start: string; readonly element: string; readonly due: string }[]> {
	const { rows } = await sql<{ start: string; element: string; due: Date }>`
		select publication_id as start, element, due_at as due from matters.process_start
		where due_at <= ${now}::timestamptz order by due_at limit ${limit} for update skip locked`.execute(tx)
	return rows.map(({ due, ...row }) => ({ ...row, due: due.toISOString() }))
}

/** M96. The timer's next moment after `now`; what lies between was missed. Null when there is none. */
export function nextStart({ element, dueAt, cycle }: Start, now: Date): Pick<Wait, 'due' | 'cycle'> | null {
	let wait: Omit<Wait, 'id'> | null = { kind: 'timer', element, scope: 0 }
	if (dueAt !== null) wait.due = dueAt.getTime()
	if (cycle !== null) wait.cycle = cycle
	do wait = nextFiring({ id: 0, ...wait })
	while (wait?.due !== undefined && wait.due <= now.getTime())
	return wait
}

/** Writes when a timer begins a matter next. */
export async function moveStart(tx: Tx, start: Start, now: Date): Promise<void> {
	const next = nextStart(start, now)
	const due = next?.due === undefined ? null : new Date(next.due)
	await sql`update matters.process_start set due_at = ${due}::timestamptz,
			cycle = ${next?.cycle === undefined ? null : JSON.stringify(next.cycle)}::text::jsonb
		where publication_id = ${start.publication}::uuid and element = ${start.element}`.execute(tx)
}

/** M96. What a thrown message or signal begins at the thrower's agency, by what was in force when it was thrown. */
export async function startsFor(
	tx: Tx,
	thrown: Thrown & { readonly at: Date },
): Promise<readonly { readonly start: string; readonly element: string }[]> {
	const agency = await throwerAgency(tx, thrown)
	if (agency === null) return []
	const { kind, name, at } = thrown
	const { rows } = await sql<{ start: string; element: string }>`
		select s.publication_id as start, s.element
		from matters.process_start s join matters.publication p on p.id = s.publication_id
			join identity.agency_closure c on c.ancestor = p.scope_id and c.descendant = ${agency}::uuid
		where s.kind = ${kind} and s.name = ${name} and ${inForce(at)}
		order by p.name, c.depth, s.element`.execute(tx)
	return rows
}

/** The agency of the matter that threw it; null when it came from outside. */
export async function throwerAgency(tx: Tx, { instance }: Thrown): Promise<string | null> {
	if (instance === null) return null
	const { rows } = await sql<{ agency: string }>`select m.agency_id as agency
		from matters.instance i join matters.matter m on m.id = i.matter_id where i.id = ${instance}::uuid`.execute(tx)
	return rows[0]?.agency ?? null
}
