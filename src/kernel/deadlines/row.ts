import { sql } from 'kysely'
import type { Message } from '../act.ts'
import type { Tier } from '../contract/scalars.ts'
import type { Tx } from '../db/schema.ts'
import type { Subject } from '../powers/subject.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { CalendarBody, RegimeBody } from './contract/bodies.ts'
import { deadlineResource } from './contract.ts'
import { calendarById, regimeById } from './editions.ts'
import type { DeadlineTable } from './tables.ts'

/** A deadline with all that an act on it needs. */
export type DeadlineOf = Omit<DeadlineTable, 'stage' | 'version'> & {
	readonly stage: 'running' | 'warned' | 'breached'
	readonly version: number
	readonly matter_closed: boolean
	readonly regime: RegimeBody
	readonly calendar: CalendarBody
	readonly hands: readonly string[]
	readonly readers: readonly string[]
	/** The tier of the owner, and whole bureaus above it by tier. */
	readonly tier: Tier
	readonly above: Readonly<Partial<Record<Tier, string>>>
}

type Row = Omit<DeadlineOf, 'regime' | 'calendar' | 'above'> & {
	readonly regime_body: string
	readonly calendar_body: string
	readonly above: readonly { readonly tier: Tier; readonly id: string }[]
}

/**
 * A deadline, locked. With `skipHeld`, one that another runner holds is not there.
 * @throws Refusal `not_found`
 */
export async function needDeadline(tx: Tx, id: string, { skipHeld = false } = {}): Promise<DeadlineOf> {
	const lock = skipHeld ? sql`for update of d skip locked` : sql`for update of d`
	const { rows } = await sql<Row>`select d.*, m.closed_at is not null as matter_closed, a.tier,
			r.body as regime_body, c.body as calendar_body,
			array(select h.person_id::text from deadlines.hand h where h.deadline_id = d.id) as hands,
			array(select p.person_id::text from deadlines.reader p where p.deadline_id = d.id) as readers,
			(select coalesce(json_agg(json_build_object('tier', u.tier, 'id', u.id) order by k.depth desc), '[]')
				from identity.agency_closure k join identity.agency u on u.id = k.ancestor
				where k.descendant = d.agency_id and u.branch is null and k.depth > 0) as above
		from deadlines.deadline d join matters.matter m on m.id = d.matter_id join identity.agency a on a.id = d.agency_id
		join deadlines.edition r on r.id = d.regime_id join deadlines.edition c on c.id = d.calendar_id
		where d.id = ${id} ${lock}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`deadline ${id} is absent or held`)
	const { regime_body: regime, calendar_body: calendar, above, ...rest } = row
	return {
		...rest,
		regime: regimeById(row.regime_id, regime),
		calendar: calendarById(row.calendar_id, calendar),
		// The nearest of a tier comes last and stands.
		above: Object.fromEntries(above.map((one) => [one.tier, one.id])),
	}
}

/** A deadline as powers see it. */
export function deadlineSubject(
	row: Pick<DeadlineOf, 'id' | 'agency_id' | 'duty_id' | 'kind' | 'liberty' | 'protected' | 'hands' | 'readers'>,
): Subject {
	return {
		resource: deadlineResource,
		id: row.id,
		attributes: {
			agency: row.agency_id,
			duty: row.duty_id,
			kind: row.kind,
			liberty: row.liberty,
			protected: row.protected,
			hands: row.hands,
			readers: row.readers,
		},
	}
}

export function isOpen(row: Pick<DeadlineOf, 'met_at' | 'decided_at' | 'dropped_at'>): boolean {
	return row.met_at === null && row.decided_at === null && row.dropped_at === null
}

/** @throws Refusal `wrong_state` when it is met, decided or dropped */
export function mustBeOpen(row: DeadlineOf): void {
	if (isOpen(row)) return
	const words = {
		en: 'The deadline has ended. Nothing more is done to it.',
		zh: '该时限已结束，不能再作变更。',
	}
	throw new Refusal('wrong_state', words, { rule: 'C31' })
}

/** What every message about a deadline says. */
export function deadlineMessage(topic: string, row: DeadlineOf, change: { dueAt?: Date; duty?: string } = {}): Message {
	return {
		topic,
		resource: { type: 'Deadline', id: row.id },
		body: {
			deadline: row.id,
			matter: row.matter_id,
			kind: row.kind,
			liberty: row.liberty,
			duty: change.duty ?? row.duty_id,
			dueAt: (change.dueAt ?? row.due_at).toISOString(),
		},
	}
}
