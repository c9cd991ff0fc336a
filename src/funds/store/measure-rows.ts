import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import type { Who } from '#kernel/who.ts'
import {
	approveMeasure,
	approverPost,
	changeMeasure,
	declineMeasure,
	draftFreeze,
	endReason,
	enterObjection,
	answerObjection,
	matchField,
	measureKind,
	type MeasureRow,
	measureState,
	type MeasureState,
	releaseMeasure,
	renewFreeze,
	reportState,
	signMeasure,
	withdrawMeasure,
} from '../contract.ts'
import { missingOf } from '../rules/measure.ts'
import { answerKind } from './measure-clocks.ts'
import { measureSubject } from './measure.ts'

type Named = { readonly id: string; readonly en: string; readonly zh: string }

type Row = {
	id: string
	kind: string
	state: string
	report: { id: string; number: string; state: string }
	account_id: string | null
	bank: string | null
	last: string | null
	bank_name: { en: string; zh: string } | null
	currency: string
	holder: string | null
	matched_minor: number | null
	matched_at: Date | null
	asked_minor: number | null
	held_minor: number | null
	drafted_at: Date
	signed_at: Date | null
	sent_at: Date | null
	answered_at: Date | null
	answer_due_at: Date | null
	until_at: Date | null
	ended_at: Date | null
	end_reason: string | null
	mismatch: string | null
	agency_id: string
	taken_by: string
	drafted_by: string
	signed_by: string | null
	approved_by: string | null
	approver: Named | null
	approver_post: string | null
	two_people: boolean
	freeze: { id: string; state: string } | null
	objection_due_at: Date | null
	version: number
}

/** What may be done in which state; the powers say by whom. */
const acts: Readonly<Partial<Record<MeasureState, readonly string[]>>> = {
	draft: [changeMeasure.name, signMeasure.name, withdrawMeasure.name],
	signing: [approveMeasure.name, declineMeasure.name, signMeasure.name, withdrawMeasure.name],
	sent: [draftFreeze.name, releaseMeasure.name, enterObjection.name],
	mismatch: [changeMeasure.name, signMeasure.name, withdrawMeasure.name, releaseMeasure.name, enterObjection.name],
	held: [draftFreeze.name, renewFreeze.name, releaseMeasure.name, enterObjection.name],
}

/** F130. The bank of the directory that an account of alias `a` names. */
export const bankCalled = sql`(select json_build_object('en', b.name_en, 'zh', b.name_zh) as name, b.province from funds.bank b
	where not b.closed and (lower(b.code) = lower(a.bank) or replace(lower(a.bank), ' ', '') = any(b.names)
		or replace(lower(b.name_en), ' ', '') = replace(lower(a.bank), ' ', '') or b.name_zh = a.bank)
	order by (lower(b.code) = lower(a.bank)) desc, b.code limit 1) as b`

const columns = sql`m.id, m.kind, m.state, json_build_object('id', r.id, 'number', r.number, 'state', r.state) as report,
	m.account_id, a.bank, right(a.number, 4) as last, b.name as bank_name, m.currency, m.holder, m.matched_minor, m.matched_at, m.asked_minor,
	m.held_minor, m.drafted_at, m.signed_at, m.sent_at, m.answered_at, t.due_at as answer_due_at, m.until_at, m.ended_at,
	m.end_reason, m.mismatch, m.agency_id, m.taken_by, m.drafted_by, m.signed_by, m.approved_by,
	case when g.id is null then null else json_build_object('id', g.id, 'en', g.name_en, 'zh', g.name_zh) end as approver,
	m.approver_post, m.two_people,
	(select json_build_object('id', f.id, 'state', f.state) from funds.measure f where f.stop_id = m.id
		order by f.id desc limit 1) as freeze,
	o.due_at as objection_due_at, m.version`

/** Measures from a filtered source of alias `m`, in an order, with what the person may do to each. */
export async function measureRows(
	tx: Tx,
	who: Who,
	now: Date,
	source: RawBuilder<unknown>,
	rest: RawBuilder<unknown>,
): Promise<MeasureRow[]> {
	const { rows } = await sql<Row>`select ${columns}
		from ${source} join funds.report r on r.id = m.report_id left join funds.account a on a.id = m.account_id
			left join lateral ${bankCalled} on true
			left join identity.agency g on g.id = m.approver_id
			left join funds.objection o on o.measure_id = m.id and o.answered_at is null
			left join matters.timer t on t.matter_id = m.id and t.kind = ${answerKind} and t.met_at is null and t.dropped_at is null
		${rest}`.execute(tx)
	return rows.map((row) => shown(row, who, now))
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

function shown(row: Row, who: Who, now: Date): MeasureRow {
	const state = measureState.parse(row.state)
	const missing = missingOf({
		holder: row.holder,
		account: row.account_id,
		amountMinor: row.matched_minor,
		at: row.matched_at,
	})
	const { account_id: account, bank, last } = row
	return {
		id: row.id,
		kind: measureKind.parse(row.kind),
		state,
		report: { ...row.report, state: reportState.parse(row.report.state) },
		account:
			account === null
				? null
				: {
						id: account,
						bank: bank ?? '',
						bankName: row.bank_name ?? { en: bank ?? '', zh: bank ?? '' },
						last: last ?? '',
					},
		currency: row.currency,
		askedMinor: row.asked_minor,
		heldMinor: row.held_minor,
		draftedAt: row.drafted_at.toISOString(),
		signedAt: iso(row.signed_at),
		sentAt: iso(row.sent_at),
		answeredAt: iso(row.answered_at),
		answerDueAt: iso(row.answer_due_at),
		untilAt: iso(row.until_at),
		endedAt: iso(row.ended_at),
		endReason: row.end_reason === null ? null : endReason.parse(row.end_reason),
		missing,
		mismatch: row.mismatch === null ? null : matchField.parse(row.mismatch),
		approver: row.approver,
		approverPost: row.approver_post === null ? null : approverPost.parse(row.approver_post),
		freeze: row.freeze === null ? null : { id: row.freeze.id, state: measureState.parse(row.freeze.state) },
		objectionDueAt: iso(row.objection_due_at),
		may: mayOn(row, state, who, now),
		version: row.version,
	}
}

/** Acts that have a sense where it stands and that this person's post may perform. */
function mayOn(row: Row, state: MeasureState, who: Who, now: Date): string[] {
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	const subject = measureSubject({
		id: row.id,
		agency: row.agency_id,
		taker: row.taken_by,
		kind: measureKind.parse(row.kind),
		state,
		drafter: row.drafted_by,
		signer: row.signed_by,
		approver: row.approver?.id ?? null,
		approverPost: row.approver_post,
		approvedBy: row.approved_by,
		twoPeople: row.two_people,
	})
	const sensible = (acts[state] ?? []).filter(
		(name) => name !== (row.kind === 'stop' ? renewFreeze.name : draftFreeze.name),
	)
	const all = row.objection_due_at === null ? sensible : [...sensible, answerObjection.name]
	return all.filter((name) => powersInUse().decide(who, name, subject, context).allowed)
}
