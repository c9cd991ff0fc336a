import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { EvidenceKind, OrderState } from '../contract.ts'
import { orderResource } from '../order-resources.ts'

/** An item of the checklist, with the evidence that counts. */
export type ItemOf = {
	readonly n: number
	readonly evidence: EvidenceKind
	/** Evidence stands that is newer than the last return. */
	readonly done: boolean
}

/** An order as acts and powers need it. */
export type OrderOf = {
	readonly id: string
	readonly parent: string | null
	readonly giver: string
	readonly to: string
	readonly toPost: string
	readonly checker: string
	readonly checkerPost: string
	readonly up: string
	readonly top: boolean
	readonly state: OrderState
	readonly ended: boolean
	readonly refused: boolean
	readonly enteredBy: '' | 'giver' | 'recipient'
	readonly spokenAt: Date | null
	readonly dueBy: 'date' | 'regime'
	readonly regime: string | null
	/** As it now stands: of a regime, what its deadline says. */
	readonly dueAt: Date
	readonly stoppedAt: Date | null
	readonly closedAt: Date | null
	readonly round: 30 | 90 | null
	readonly version: number
	readonly doers: readonly string[]
	readonly chain: readonly string[]
	readonly lots: readonly string[]
	readonly items: readonly ItemOf[]
	/** Parts that are still to be done. */
	readonly openParts: number
	readonly parts: number
	/** How often it was closed. */
	readonly closings: number
}

type Row = Omit<OrderOf, 'enteredBy'> & { readonly enteredBy: '' | 'giver' | 'recipient' }

const open = sql`('spoken', 'given', 'refused', 'in_work', 'to_check')`

/** What `OrderOf` holds, of `o`. */
const columns = sql`o.id, o.parent_id as parent, o.giver_id as giver, o.to_id as "to", o.to_post as "toPost",
	o.checker_id as checker, o.checker_post as "checkerPost", o.up_id as up, o.top, o.state, o.ended, o.refused,
	o.entered_by as "enteredBy", o.spoken_at as "spokenAt", o.due_by as "dueBy", o.regime,
	coalesce((select d.due_at from deadlines.deadline d where d.matter_id = o.id and d.kind = 'order_done' and d.dropped_at is null
		order by d.set_at desc limit 1), o.due_at) as "dueAt",
	o.stopped_at as "stoppedAt", o.closed_at as "closedAt", o.round, o.version,
	array(select x.person_id::text from command.order_doer x where x.order_id = o.id) as doers,
	array(select x.agency_id::text from command.order_party x where x.order_id = o.id and x.role = 'chain') as chain,
	array(select x.agency_id::text from command.order_party x where x.order_id = o.id and x.role = 'lot') as lots,
	coalesce((select json_agg(json_build_object('n', i.n, 'evidence', i.evidence, 'done', exists (
			select from command.order_evidence e where e.order_id = o.id and e.item = i.n
				and (i.returned_at is null or e.at > i.returned_at))) order by i.n)
		from command.order_item i where i.order_id = o.id), '[]') as items,
	(select count(*)::int from command.issued_order p where p.parent_id = o.id) as parts,
	(select count(*)::int from command.issued_order p where p.parent_id = o.id and p.state in ${open}) as "openParts",
	(select count(*)::int from command.order_line l where l.order_id = o.id and l.act = 'command.order.check'
		and l.fact ->> 'result' = 'passed') as closings`

/** The order, locked until the act ends when `lock` is given. @throws Refusal `not_found` */
export async function needOrder(tx: Tx, id: string, lock: 'lock' | 'read'): Promise<OrderOf> {
	const { rows } = await sql<Row>`select ${columns} from command.issued_order o where o.id = ${id}
		${lock === 'lock' ? sql`for update of o` : sql``}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`order ${id}`)
	return row
}

export function orderSubject(order: OrderOf): Subject {
	const { giver, to, toPost, checker, checkerPost, up, top, state, ended, refused, enteredBy } = order
	return {
		resource: orderResource,
		id: order.id,
		attributes: {
			agency: giver,
			to,
			toPost,
			checker,
			checkerPost,
			up,
			top,
			state,
			ended,
			refused,
			enteredBy,
			doers: order.doers,
			chain: order.chain,
			lots: order.lots,
		},
	}
}

/** Loads and locks for an act that names `order` with its version. */
export async function loadOrder(tx: Tx, id: string) {
	const row = await needOrder(tx, id, 'lock')
	return { subject: orderSubject(row), row, version: row.version }
}

/** Loads for an act that only adds to the record: nobody can overtake it. */
export async function loadOrderToAdd(tx: Tx, id: string) {
	return { ...(await loadOrder(tx, id)), version: null }
}

const words: Readonly<Record<OrderState, { readonly en: string; readonly zh: string }>> = {
	spoken: { en: 'waits to be confirmed', zh: '待确认' },
	given: { en: 'waits for an answer', zh: '待答复' },
	refused: { en: 'is refused and waits to be decided', zh: '已被拒绝，待裁定' },
	in_work: { en: 'is being done', zh: '正在执行' },
	to_check: { en: 'waits to be checked', zh: '待核查' },
	closed: { en: 'is closed', zh: '已办结' },
	recheck: { en: 'is being re-checked', zh: '正在复查' },
	disputed: { en: 'is disputed and binds nobody', zh: '有异议，不生效' },
	upheld: { en: 'fell: the refusal was upheld', zh: '因拒绝成立而失效' },
	withdrawn: { en: 'is withdrawn', zh: '已撤回' },
	superseded: { en: 'has another in its place', zh: '已被新命令取代' },
}

/** K34. @throws Refusal `wrong_state` when the order stands elsewhere */
export function mustStand(order: OrderOf, states: readonly OrderState[], rule: string): void {
	if (states.includes(order.state) && !order.ended) return
	const { en, zh } = words[order.state]
	throw new Refusal(
		'wrong_state',
		{ en: `This order ${en}.`, zh: `该命令${zh}。` },
		{ rule, extra: { state: order.state } },
	)
}
