import { type RawBuilder, sql } from 'kysely'
import type { ActContext, Done } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import {
	type EndReason,
	measureChanged,
	measureKind,
	type MeasureKind,
	measureResource,
	measureState,
	type MeasureState,
} from '../contract.ts'
import { stopClocks } from './measure-clocks.ts'

/** A measure as an act needs it. */
export type MeasureOf = {
	readonly id: string
	readonly report: string
	readonly account: string | null
	readonly payment: string | null
	readonly stop: string | null
	readonly kind: MeasureKind
	readonly state: MeasureState
	readonly agency: string
	readonly taker: string
	readonly currency: string
	readonly holder: string | null
	readonly amountMinor: number | null
	readonly at: Date | null
	readonly askedMinor: number | null
	readonly heldMinor: number | null
	readonly approver: string | null
	readonly approverPost: string | null
	readonly twoPeople: boolean
	readonly drafter: string
	readonly signer: string | null
	readonly approvedBy: string | null
	readonly sentAt: Date | null
	readonly answeredAt: Date | null
	readonly untilAt: Date | null
	readonly renewals: number
	readonly reportState: string
	/** F62. A named victim signed it. */
	readonly reportSigned: boolean
	readonly version: number
}

type Row = Omit<MeasureOf, 'kind' | 'state'> & { readonly kind: string; readonly state: string }

/** Loads and locks. @throws Refusal `not_found` */
export async function needMeasure(tx: Tx, id: string): Promise<MeasureOf> {
	const { rows } = await sql<Row>`
		select m.id, m.report_id as report, m.account_id as account, m.payment_id as payment, m.stop_id as stop, m.kind, m.state,
			m.agency_id as agency, m.taken_by as taker, m.currency, m.holder, m.matched_minor as "amountMinor", m.matched_at as at,
			m.asked_minor as "askedMinor", m.held_minor as "heldMinor", m.approver_id as approver,
			m.approver_post as "approverPost", m.two_people as "twoPeople", m.drafted_by as drafter, m.signed_by as signer,
			m.approved_by as "approvedBy", m.sent_at as "sentAt", m.answered_at as "answeredAt", m.until_at as "untilAt",
			m.renewals, r.state as "reportState", (r.signed_at is not null and r.victim_name is not null) as "reportSigned", m.version
		from funds.measure m join funds.report r on r.id = m.report_id where m.id = ${id} for update of m`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`measure ${id}`)
	return { ...row, kind: measureKind.parse(row.kind), state: measureState.parse(row.state) }
}

/** What an act on a measure begins with. @throws Refusal `not_found` */
export async function loadMeasure(tx: Tx, id: string) {
	const row = await needMeasure(tx, id)
	return { subject: measureSubject(row), row, version: row.version }
}

type SubjectFacts = Pick<
	MeasureOf,
	| 'id'
	| 'agency'
	| 'taker'
	| 'kind'
	| 'state'
	| 'drafter'
	| 'signer'
	| 'approver'
	| 'approverPost'
	| 'approvedBy'
	| 'twoPeople'
>

export function measureSubject(facts: SubjectFacts): Subject {
	const { id, agency, taker, kind, drafter, signer, approver, approverPost, approvedBy, twoPeople } = facts
	const known = Object.fromEntries(
		Object.entries({ signer, approver, approverPost, approvedBy }).filter(([, value]) => value !== null),
	)
	const ended = !live.has(facts.state)
	return {
		resource: measureResource,
		id,
		attributes: { agency, taker, kind, drafter, twoPeople, ended, ...known },
	}
}

const live: ReadonlySet<MeasureState> = new Set(['draft', 'signing', 'sent', 'mismatch', 'held'])

const stateWords: Readonly<Record<MeasureState, { en: string; zh: string }>> = {
	draft: { en: 'being drafted', zh: '拟制中' },
	signing: { en: 'waiting for who approves', zh: '待批准' },
	sent: { en: 'with the bank', zh: '已发银行' },
	mismatch: { en: 'not matched by the bank', zh: '银行核对不符' },
	held: { en: 'held by the bank', zh: '银行已控制' },
	frozen: { en: 'taken over by a freeze', zh: '已转冻结' },
	released: { en: 'released', zh: '已解除' },
	refused: { en: 'refused by the bank', zh: '银行已拒绝' },
	declined: { en: 'not approved', zh: '不予批准' },
	withdrawn: { en: 'taken back', zh: '已撤回' },
}

/** F75. Refused in a state the act has no sense in. @throws Refusal `wrong_state` */
export function mustBe(row: Pick<MeasureOf, 'state'>, ...states: readonly MeasureState[]): void {
	if (states.includes(row.state)) return
	const { en, zh } = stateWords[row.state]
	throw new Refusal('wrong_state', { en: `This measure is ${en}.`, zh: `该措施${zh}。` }, { rule: 'F75' })
}

/** Where a measure moves, and what else changes. `end` with every state that ends it. */
export type Move = {
	readonly to: MeasureState
	readonly changes?: RawBuilder<unknown>
	readonly end?: EndReason
	readonly fact?: Done<unknown>['fact']
}

export type Moved = { readonly measure: string; readonly state: MeasureState; readonly version: number }

/** F75. Moves a measure along its drawing and writes what else changed; one that ended has no clocks. */
export async function moveMeasure(
	{ tx, now }: Pick<ActContext, 'tx' | 'now'>,
	row: MeasureOf,
	{ to, changes, end, fact }: Move,
): Promise<Done<Moved>> {
	if (to !== row.state) await stepMatter(tx, row.id, to, { now })
	const ends = end === undefined ? sql`` : sql`, ended_at = ${now}, end_reason = ${end}`
	const more = changes === undefined ? sql`` : sql`, ${changes}`
	await sql`update funds.measure set state = ${to}, version = version + 1${ends}${more} where id = ${row.id}`.execute(
		tx,
	)
	if (end !== undefined) await stopClocks(tx, row.id, now)
	return {
		output: { measure: row.id, state: to, version: row.version + 1 },
		fact: { measure: row.id, kind: row.kind, state: to, report: row.report, end: end ?? null, ...fact },
		messages: [
			{
				topic: measureChanged,
				resource: { type: 'FundsMeasure', id: row.id },
				body: { measure: row.id, kind: row.kind, state: to, report: row.report, end: end ?? null },
			},
		],
		matter: row.id,
	}
}
