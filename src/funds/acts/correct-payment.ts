import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { correctPayment } from '../contract.ts'
import { givenOf } from '../store/given.ts'
import { needPayment } from '../store/payment.ts'
import { mustHavePassed, payeeAccount, payerAccount, settlePayment } from '../store/payment-write.ts'
import { loadReport, mustStandIn } from '../store/report.ts'

/** F30. What is not given stays, null takes it away; its transfer is corrected with it. */
export const performCorrectPayment = performs(correctPayment, {
	load: async (tx, input) => {
		const before = await needPayment(tx, input.payment)
		const { subject, row } = await loadReport(tx, before.report)
		return { subject, row: { report: row, before }, version: before.version }
	},
	run: async (context, { report, before }, input) => {
		const { tx, now } = context
		mustStandIn(report, ['open', 'signed', 'case'])
		mustHavePassed(input.paidAt, now)
		const next = {
			n: before.n,
			payeeKind: input.payeeKind ?? before.payeeKind,
			payeeName: keep(input.payeeName, before.payeeName),
			payeeNumber: keep(input.payeeNumber, before.payeeNumber),
			payeeBank: keep(input.payeeBank, before.payeeBank),
			amountMinor: keep(input.amountMinor, before.amountMinor),
			currency: input.currency ?? before.currency,
			paidAt: keep(input.paidAt, before.paidAt?.toISOString() ?? null),
			channel: keep(input.channel, before.channel),
			reference: keep(input.reference, before.reference),
			uetr: keep(input.uetr, before.uetr),
			endToEndId: keep(input.endToEndId, before.endToEndId),
		}
		const to = await payeeAccount(tx, report, next)
		const from =
			input.fromNumber === undefined
				? before.fromAccount
				: await payerAccount(tx, report, { number: input.fromNumber, bank: input.fromBank ?? null })
		await sql`update funds.payment set payee_kind = ${next.payeeKind}, payee_name = ${next.payeeName},
				payee_number = ${next.payeeNumber}, payee_bank = ${next.payeeBank}, to_account_id = ${to}, from_account_id = ${from},
				amount_minor = ${next.amountMinor}, currency = ${next.currency}, paid_at = ${next.paidAt}::timestamptz,
				channel = ${next.channel}, reference = ${next.reference}, uetr = ${next.uetr}::uuid, end_to_end_id = ${next.endToEndId},
				version = version + 1
			where id = ${before.id}`.execute(tx)
		return { ...(await settlePayment(context, report, before.id)), personal: givenOf(input, correctPayment.personal) }
	},
})

function keep<T>(given: T | null | undefined, before: T | null): T | null {
	return given === undefined ? before : given
}
