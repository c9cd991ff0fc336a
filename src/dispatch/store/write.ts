import { type RawBuilder, sql } from 'kysely'
import type { ActContext, Fact, Message } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import type { Who } from '#kernel/who.ts'
import { monthOf, type Numbered, numberOf } from '../rules/plain.ts'

/** A write of one act; several go in one statement, so that an act waits once. */
export type Write = RawBuilder<unknown>

/** Sends every write in one statement. No two may touch the same row. */
export async function writeAll(tx: Tx, writes: readonly Write[]): Promise<void> {
	const parts = writes.map((write, n) => sql`${sql.raw(`w${n}`)} as (${write})`)
	await sql`with ${sql.join(parts)} select 1 as one`.execute(tx)
}

/** The three columns that say who: the kind of post, the holding, the agency. Never a name. */
export function byOf(who: Who): { kind: string; post: string; agency: string | null } {
	return { kind: who.postKind, post: who.post, agency: who.agency === 'none' ? null : who.agency }
}

/** One line of the story of an incident, a call, or both. */
export function story(
	context: Pick<ActContext, 'who' | 'now'>,
	line: {
		readonly act: string
		readonly incident?: string | null
		readonly call?: string | null
		readonly text?: string | undefined
		readonly fact?: Fact
		readonly at?: Date
		readonly id?: string
	},
): Write {
	const by = byOf(context.who)
	return sql`insert into dispatch.story (id, incident_id, call_id, at, act, post_kind, post_id, by_agency, text, fact)
		values (${line.id ?? newId(context.now.getTime())}, ${line.incident ?? null}, ${line.call ?? null}, ${line.at ?? context.now},
			${line.act}, ${by.kind}, ${by.post}, ${by.agency}, ${line.text ?? null}, ${JSON.stringify(line.fact ?? {})}::text::jsonb)`
}

/** D9, D20. A time of an incident, as it came. */
export function timeOf(
	incident: string,
	kind: 'received' | 'dispatched' | 'en_route' | 'on_scene' | 'cleared' | 'closed' | 'reopened',
	at: Date,
): Write {
	return sql`insert into dispatch.incident_time (id, incident_id, kind, at) values (${newId(at.getTime())}, ${incident}, ${kind}, ${at})`
}

/** Meets the open timers of these kinds, in the act's own statement (see `meetTimer` of matters). */
export function meetTimers(matter: string, kinds: readonly string[], at: Date): Write {
	return sql`update matters.timer set met_at = greatest(${at}::timestamptz, set_at)
		where matter_id = ${matter} and kind in (${sql.join(kinds)}) and met_at is null and dropped_at is null`
}

/** Drops open timers that mean nothing any more. */
export function dropTimers(matter: string, kinds: readonly string[], at: Date): Write {
	return sql`update matters.timer set dropped_at = ${at}
		where matter_id = ${matter} and kind in (${sql.join(kinds)}) and met_at is null and dropped_at is null`
}

/** Sets a timer unless one of its kind is open, in the act's own statement (see `setTimer` of matters). */
export function startTimer(
	matter: string,
	timer: { readonly kind: string; readonly from: Date; readonly seconds: number; readonly rule: string },
): Write {
	const due = new Date(timer.from.getTime() + timer.seconds * 1000)
	return sql`insert into matters.timer (id, matter_id, kind, set_at, due_at, target_seconds, rule)
		select ${newId(timer.from.getTime())}::uuid, ${matter}::uuid, ${timer.kind}::text, ${timer.from}::timestamptz,
			${due}::timestamptz, ${timer.seconds}::integer, ${timer.rule}::text
		where not exists (select from matters.timer t
			where t.matter_id = ${matter}::uuid and t.kind = ${timer.kind} and t.met_at is null and t.dropped_at is null)`
}

export const incidentChanged = (id: string, state: string, version: number): Message => ({
	topic: 'dispatch.incident.changed',
	resource: { type: 'Incident', id },
	body: { state, version },
})
/** The first message of an incident: a locked desk is alarmed by it (W11). */
export const incidentOpened = (id: string): Message => ({
	topic: 'dispatch.incident.changed',
	resource: { type: 'Incident', id },
	body: { state: 'waiting', version: 1, opened: true },
})
export const callChanged = (id: string, state: string, version: number): Message => ({
	topic: 'dispatch.call.changed',
	resource: { type: 'Call', id },
	body: { state, version },
})
export const unitChanged = (id: string, status: string, version: number): Message => ({
	topic: 'dispatch.unit.changed',
	resource: { type: 'Unit', id },
	body: { status, version },
})

export const downgradeChanged = (id: string): Message => ({
	topic: 'dispatch.downgrade.changed',
	resource: { type: 'Downgrade', id },
	body: {},
})
export const watchChanged = (id: string, state: 'begun' | 'ended'): Message => ({
	topic: 'dispatch.watch.changed',
	resource: { type: 'Watch', id },
	body: { state },
})
export const reliefChanged = (id: string, state: 'offered' | 'withdrawn' | 'countersigned'): Message => ({
	topic: 'dispatch.relief.changed',
	resource: { type: 'Relief', id },
	body: { state },
})

/**
 * Next number of a kind in the month of `now`, read out as `X2611-0447`; of a drill it begins with its mark (D255). Counted
 * in the county bureau the desk belongs to, so that no two of its stations give the same; at a city's or province's own desk
 * in that agency. One wait.
 */
export async function nextNumber(tx: Tx, desk: string, kind: Numbered, now: Date): Promise<string> {
	const month = monthOf(now)
	const { rows } = await sql<{ last: number; drill: boolean }>`
		insert into dispatch.counter as c (agency_id, kind, month, last)
		values (coalesce((select k.ancestor from identity.agency_closure k join identity.agency a on a.id = k.ancestor
			where k.descendant = ${desk} and a.tier = 'county' and a.branch is null order by k.depth limit 1), ${desk}::uuid), ${kind}, ${month}, 1)
		on conflict (agency_id, kind, month) do update set last = c.last + 1
		returning last, identity.drill_of(agency_id) is not null as drill`.execute(tx)
	return numberOf(kind, month, rows[0]?.last ?? 1, rows[0]?.drill ?? false)
}

/** Personal fields of an act, without those not given. */
export function given(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
	return Object.fromEntries(Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined))
}
