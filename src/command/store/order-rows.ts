import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#kernel/db/schema.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import type { Filter } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import type { AgencyName, clockShown, OrderRow, OrderState } from '../contract.ts'
import { orderResource } from '../order-resources.ts'
import { nextOf } from './order-next.ts'

/** Which orders a person may see, said once: lists, the tree and conflicts begin here. */
export function ordersFor(who: Who, now: Date): Filter {
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	return powersInUse().filter(who, orderResource.see, orderResource, context)
}

/** `json` of an agency by its alias. */
export const agencyJson = (alias: string): RawBuilder<AgencyName> =>
	sql<AgencyName>`json_build_object('id', ${sql.ref(`${alias}.id`)}, 'code', ${sql.ref(`${alias}.code`)}, 'en', ${sql.ref(`${alias}.name_en`)},
		'zh', ${sql.ref(`${alias}.name_zh`)})`

export const agencyOf = (id: RawBuilder<unknown>): RawBuilder<AgencyName> =>
	sql<AgencyName>`(select ${agencyJson('n')} from identity.agency n where n.id = ${id})`

type ClockJson = {
	readonly kind: z.output<typeof clockShown>['kind']
	readonly from: string
	readonly due: string
	readonly met: string | null
	readonly rule: string
	readonly deadline: string | null
}

const kinds = sql.raw("('confirm', 'answer', 'done', 'check', 'decide', 'recheck', 'order_lot_30', 'order_lot_90')")

/** Every clock of the order `o`, its own and the regime's, that was not dropped. */
export const clocksJson = sql<readonly ClockJson[]>`coalesce((select json_agg(c order by c."from", c.due) from (
	select t.kind, t.set_at as "from", case when t.kind = 'done' and t.met_at is null then o.due_at else t.due_at end as due, t.met_at as met, t.rule, null::uuid as deadline from matters.timer t
		where t.matter_id = o.id and t.kind in ${kinds} and (t.dropped_at is null or t.met_at is not null)
	union all
	select 'done', d.from_at, d.due_at, d.met_at, e.key, d.id from deadlines.deadline d join deadlines.edition e on e.id = d.regime_id
		where d.matter_id = o.id and d.kind = 'order_done' and d.dropped_at is null) c), '[]')`

export function clockOf(clock: ClockJson): z.output<typeof clockShown> {
	return {
		kind: clock.kind,
		from: iso(clock.from),
		dueAt: iso(clock.due),
		metAt: clock.met === null ? null : iso(clock.met),
		rule: clock.rule,
		deadline: clock.deadline,
	}
}

/** RFC 3339 in UTC. */
export function iso(at: string | Date): string {
	return (typeof at === 'string' ? new Date(at) : at).toISOString()
}

export const isoOrNull = (at: string | Date | null): string | null => (at === null ? null : iso(at))

/** The row of a list as SQL gives it, of `o`. */
export type RowSql = {
	readonly id: string
	readonly title: string
	readonly language: 'en' | 'zh'
	readonly giver: AgencyName
	readonly to: AgencyName
	readonly to_post: string
	readonly checker: AgencyName
	readonly checker_post: string
	readonly up: string
	readonly top: boolean
	readonly state: OrderState
	readonly ended: boolean
	readonly refused: boolean
	readonly entered_by: '' | 'giver' | 'recipient'
	readonly spoken_at: Date | null
	readonly given_at: Date
	readonly due_at: Date
	readonly clocks: readonly ClockJson[]
	readonly parts: number
	readonly conflicts: number
	readonly questions: number
	readonly doers: readonly string[]
	readonly lots: readonly string[]
}

export const rowColumns = sql`o.id, o.title, o.language, ${agencyOf(sql`o.giver_id`)} as giver, ${agencyOf(sql`o.to_id`)} as "to", o.to_post,
	${agencyOf(sql`o.checker_id`)} as checker, o.checker_post, o.up_id as up, o.top, o.state, o.ended, o.refused, o.entered_by, o.spoken_at,
	o.given_at, coalesce((select d.due_at from deadlines.deadline d where d.matter_id = o.id and d.kind = 'order_done'
		and d.dropped_at is null and o.regime is not null order by d.set_at desc limit 1), o.due_at) as due_at,
	${clocksJson} as clocks, (select count(*)::int from command.issued_order p where p.parent_id = o.id) as parts,
	(select count(*)::int from command.order_conflict x join command.issued_order y on y.id = case when x.order_id = o.id then x.other_id else x.order_id end
		where (x.order_id = o.id or x.other_id = o.id) and not y.ended and y.state not in ('closed', 'recheck')) as conflicts,
	(select count(*)::int from command.order_question q where q.order_id = o.id and q.answered_at is null) as questions,
	array(select x.person_id::text from command.order_doer x where x.order_id = o.id) as doers,
	array(select x.agency_id::text from command.order_party x where x.order_id = o.id and x.role = 'lot') as lots`

/** The clock that leads where an order stands; that of doing runs beneath those of confirming and answering. */
const leads: Readonly<Partial<Record<OrderState, z.output<typeof clockShown>['kind']>>> = {
	spoken: 'confirm',
	given: 'answer',
	refused: 'decide',
	in_work: 'done',
	to_check: 'check',
	recheck: 'recheck',
}

export function rowOf(row: RowSql, who: Who, now: Date): OrderRow {
	const clocks = row.clocks.map(clockOf)
	const running = clocks.filter((clock) => clock.metAt === null)
	return {
		id: row.id,
		title: row.title,
		language: row.language,
		giver: row.giver,
		to: { agency: row.to, post: row.to_post },
		state: row.state,
		ended: row.ended,
		refused: row.refused,
		spoken: row.spoken_at !== null,
		givenAt: iso(row.given_at),
		dueAt: iso(row.due_at),
		clock: running.find((clock) => clock.kind === leads[row.state]) ?? running[0] ?? null,
		parts: row.parts,
		conflicts: row.conflicts,
		next: nextOf(row, who, now),
	}
}

/** Rows of a list by their ids, in no order. */
export async function orderRows(tx: Tx, ids: readonly string[]): Promise<readonly RowSql[]> {
	if (ids.length === 0) return []
	const { rows } =
		await sql<RowSql>`select ${rowColumns} from command.issued_order o where o.id in (${sql.join([...ids])})`.execute(
			tx,
		)
	return rows
}
