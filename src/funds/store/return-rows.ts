import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import type { Who } from '#kernel/who.ts'
import {
	approveReturn,
	issueCertificate,
	objectReturn,
	orderReturn,
	type PayRow,
	payReturn,
	refuseReturn,
	returnReading,
	type ReturnState,
	returnState,
	returnWay,
	type RoundRow,
	ruleReturn,
	type FrozenIn,
	withdrawReturn,
} from '../contract.ts'
import { roundSubject } from './return-round.ts'

/** What may be done in which state; the powers say by whom. */
const acts: Readonly<Record<ReturnState, readonly string[]>> = {
	proposed: [approveReturn.name, refuseReturn.name, withdrawReturn.name, issueCertificate.name],
	notice: [objectReturn.name, ruleReturn.name, orderReturn.name, issueCertificate.name],
	paying: [payReturn.name, issueCertificate.name],
	paid: [issueCertificate.name],
	refused: [],
	withdrawn: [],
	stopped: [],
}

type Row = {
	id: string
	number: string
	report: { id: string; number: string }
	agency: string
	proposer: string
	currency: string
	state: string
	reading: string
	victims: number
	frozen: number
	given: number
	stays: number
	approver: { id: string; en: string; zh: string }
	proposed_at: Date
	notice_from: Date | null
	notice_until: Date | null
	ended_at: Date | null
	open: number
	overdue: number
	version: number
}

/** Rounds from a filtered source of alias `b`, with what the person may do to each. */
export async function roundRows(
	tx: Tx,
	who: Who,
	now: Date,
	source: RawBuilder<unknown>,
	rest: RawBuilder<unknown>,
): Promise<RoundRow[]> {
	const { rows } = await sql<Row>`select b.id, b.number, json_build_object('id', r.id, 'number', r.number) as report,
			b.agency_id as agency, b.proposed_by as proposer, b.currency, b.state, b.reading,
			(select count(distinct w.report_id)::int from funds.return_row w where w.round_id = b.id) as victims,
			b.frozen_minor as frozen, b.given_minor as given, b.stays_minor as stays,
			json_build_object('id', c.id, 'en', c.name_en, 'zh', c.name_zh) as approver, b.proposed_at, b.notice_from, b.notice_until,
			b.ended_at, (select count(*)::int from funds.return_objection o where o.round_id = b.id and o.ruling is null) as open,
			(select count(*)::int from funds.return_objection o where o.round_id = b.id and o.ruling is null
				and b.state = 'notice' and o.due_at <= ${now}::timestamptz) as overdue,
			b.version
		from ${source} join funds.report r on r.id = b.report_id join identity.agency c on c.id = b.approver_id ${rest}`.execute(
		tx,
	)
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	return rows.map((row) => {
		const state = returnState.parse(row.state)
		const subject = roundSubject({ ...row, approver: row.approver.id, state })
		return {
			id: row.id,
			number: row.number,
			report: row.report,
			currency: row.currency,
			state,
			reading: returnReading.parse(row.reading),
			victims: row.victims,
			frozenMinor: Number(row.frozen),
			givenMinor: Number(row.given),
			staysMinor: Number(row.stays),
			approver: row.approver,
			proposedAt: row.proposed_at.toISOString(),
			noticeFrom: row.notice_from?.toISOString() ?? null,
			noticeUntil: row.notice_until?.toISOString() ?? null,
			endedAt: row.ended_at?.toISOString() ?? null,
			open: row.open,
			overdue: row.overdue,
			may: acts[state].filter((name) => powersInUse().decide(who, name, subject, context).allowed),
			version: row.version,
		}
	})
}

/** What a round gives, line by line. */
export async function payRows(tx: Tx, round: string): Promise<PayRow[]> {
	const { rows } = await sql<{
		id: string
		report: { id: string; number: string }
		account: FrozenIn
		amount: number
		way: string
		paid: Date | null
		reference: string | null
	}>`select w.id, json_build_object('id', r.id, 'number', r.number) as report,
			json_build_object('id', a.id, 'node', a.node, 'bank', a.bank, 'tail', right(a.number, 4)) as account,
			w.amount_minor as amount, w.way, w.paid_at as paid, w.bank_reference as reference
		from funds.return_row w join funds.report r on r.id = w.report_id join funds.account a on a.id = w.account_id
		where w.round_id = ${round} order by w.n`.execute(tx)
	return rows.map(({ amount, way, paid, ...row }) => ({
		...row,
		amountMinor: Number(amount),
		way: returnWay.parse(way),
		paidAt: paid?.toISOString() ?? null,
	}))
}
