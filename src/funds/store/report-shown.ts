import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { partBytes } from '#kernel/files/contract.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { notFound } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import {
	addPayment,
	answerFraud,
	closeReport,
	correctPayment,
	decideReport,
	describeReport,
	enterSavings,
	fraudScheme,
	type PaymentShown,
	removePayment,
	type ReportShown,
	type ReportState,
	reportState,
	signedWay,
	signReport,
	victimKind,
	withdrawReport,
} from '../contract.ts'
import { numberWarnings } from '../rules/account-number.ts'
import { dissuasionOf } from '../rules/fraud-script.ts'
import { lostHundredths } from '../rules/lost.ts'
import { closedName, closedNumber, missingOf } from '../rules/report.ts'
import { stopPathOf } from '../rules/stop-path.ts'
import { type PaymentOf, paymentsOf } from './payment.ts'
import { reportSubject } from './report.ts'

/** What may be done in which state; the powers say by whom. */
const acts: Readonly<Record<ReportState, readonly string[]>> = {
	open: [
		answerFraud.name,
		describeReport.name,
		enterSavings.name,
		addPayment.name,
		correctPayment.name,
		removePayment.name,
		signReport.name,
		withdrawReport.name,
		closeReport.name,
	],
	signed: [
		answerFraud.name,
		describeReport.name,
		enterSavings.name,
		addPayment.name,
		correctPayment.name,
		withdrawReport.name,
		decideReport.name,
	],
	case: [
		answerFraud.name,
		describeReport.name,
		enterSavings.name,
		addPayment.name,
		correctPayment.name,
		closeReport.name,
	],
	refused: [],
	closed: [],
	withdrawn: [],
}

type Row = {
	id: string
	number: string
	agency: { id: string; en: string; zh: string }
	taker: string
	incident: string | null
	scheme: string
	state: string
	victim_name: string | null
	victim_kind: string
	victim_bank: string | null
	currency: string
	loss_minor: number
	reported_at: Date
	signed_at: Date | null
	signed_way: string | null
	signed_photo: ReportShown['signedPhoto']
	signed_recording: string | null
	decided_at: Date | null
	reason: string | null
	due: { from: string; at: string; rule: string } | null
	held: number
	saved: number | null
	version: number
}

/** F38. What banks hold of a report now, in its currency. */
export const heldOf = (alias: string) => sql<number>`coalesce((select sum(m.held_minor) from funds.measure m
	where m.report_id = ${sql.ref(`${alias}.id`)} and m.state = 'held' and m.currency = ${sql.ref(`${alias}.currency`)}), 0)::bigint`

/** F31. One report with its names closed, and what the person may do on it. @throws Refusal `not_found` */
export async function shownOf(tx: Tx, who: Who, now: Date, id: string): Promise<ReportShown> {
	const row = await needRow(tx, id)
	const payments = await paymentsOf(tx, id)
	const state = reportState.parse(row.state)
	const subject = reportSubject({ id, agency: row.agency.id, taker: row.taker, state })
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	const paid = payments.flatMap((one) => one.paidAt ?? [])
	const { due } = row
	return {
		id,
		number: row.number,
		agency: row.agency,
		incident: row.incident,
		scheme: fraudScheme.parse(row.scheme),
		state,
		victimName: closedName(row.victim_name),
		victimKind: victimKind.parse(row.victim_kind),
		victimBank: row.victim_bank,
		currency: row.currency,
		lossMinor: row.loss_minor,
		others: othersOf(payments, row.currency),
		reportedAt: row.reported_at.toISOString(),
		firstPaidAt: paid.length === 0 ? null : new Date(Math.min(...paid.map((at) => at.getTime()))).toISOString(),
		signedAt: row.signed_at?.toISOString() ?? null,
		signedWay: signedWay.nullable().parse(row.signed_way),
		signedPhoto: row.signed_photo,
		signedRecording: row.signed_recording,
		decidedAt: row.decided_at?.toISOString() ?? null,
		reason: row.reason,
		due:
			due === null
				? null
				: { from: new Date(due.from).toISOString(), at: new Date(due.at).toISOString(), rule: due.rule },
		payments: payments.map(paymentShownOf),
		lacks: [
			...(row.victim_name === null ? (['name'] as const) : []),
			...(payments.length === 0 ? (['payment'] as const) : []),
		],
		dissuasion: payments.length === 0 && state === 'open' ? dissuasionOf(row.scheme) : null,
		heldMinor: row.held,
		lostHundredths: lostHundredths(row.loss_minor, row.saved),
		may: acts[state].filter((name) => powersInUse().decide(who, name, subject, context).allowed),
		mine: row.taker === who.person,
		version: row.version,
	}
}

async function needRow(tx: Tx, id: string): Promise<Row> {
	const { rows } =
		await sql<Row>`select r.id, r.number, json_build_object('id', a.id, 'en', a.name_en, 'zh', a.name_zh) as agency,
			r.taken_by as taker, r.incident_id as incident, r.scheme, r.state, r.victim_name, r.victim_kind, r.victim_bank, r.currency,
			r.loss_minor, r.reported_at, r.signed_at, r.signed_way, (select json_build_object('sha256', encode(f.sha256, 'hex'), 'kind', f.kind, 'parts', ceil(f.bytes / ${partBytes}::numeric),
				'whole', f.whole_at is not null) from files.file f where f.matter_id = r.id and f.sha256 = r.signed_photo) as signed_photo,
			r.signed_recording, r.decided_at, coalesce(r.ended_reason, r.decided_reason) as reason, ${heldOf('r')} as held, r.saved_minor as saved, r.version,
			(select json_build_object('from', t.set_at, 'at', t.due_at, 'rule', t.rule) from matters.timer t
				where t.matter_id = r.id and t.kind = 'funds_decide' and t.met_at is null and t.dropped_at is null limit 1) as due
		from funds.report r join identity.agency a on a.id = r.agency_id where r.id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`report ${id}`)
	return row
}

function paymentShownOf(payment: PaymentOf): PaymentShown {
	return {
		id: payment.id,
		n: payment.n,
		payeeKind: payment.payeeKind,
		payeeName: closedName(payment.payeeName),
		payeeNumber: closedNumber(payment.payeeNumber),
		payeeBank: payment.payeeBank,
		account: payment.toAccount,
		amountMinor: payment.amountMinor,
		currency: payment.currency,
		paidAt: payment.paidAt?.toISOString() ?? null,
		channel: payment.channel,
		reference: payment.reference,
		warnings: [...numberWarnings(payment.payeeKind, payment.payeeNumber ?? '')],
		missing: [...missingOf(payment)],
		path: stopPathOf(payment.payeeKind),
		followed: payment.transfer !== null,
		version: payment.version,
	}
}

/** F11. Sums in currencies that are not the report's. */
function othersOf(payments: readonly PaymentOf[], own: string) {
	const sums = new Map<string, number>()
	for (const { currency, amountMinor } of payments)
		if (currency !== own && amountMinor !== null)
			sums.set(currency, Math.min(Number.MAX_SAFE_INTEGER, (sums.get(currency) ?? 0) + amountMinor))
	return [...sums].map(([currency, minor]) => ({ currency, minor }))
}
