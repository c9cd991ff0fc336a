import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { addPayment } from '../contract.ts'
import { givenOf } from '../store/given.ts'
import { mustHavePassed, payeeAccount, payerAccount, settlePayment } from '../store/payment-write.ts'
import { loadReport, mustStandIn } from '../store/report.ts'

const most = 500

/** F28, F29. Told as far as it is known; with account, amount and time it is followed at once. */
export const performAddPayment = performs(addPayment, {
	// Told one after the other on one call: none overtakes another.
	load: async (tx, input) => ({ ...(await loadReport(tx, input.report)), version: null }),
	run: async (context, report, input) => {
		const { tx, now } = context
		mustStandIn(report, ['open', 'signed', 'case'])
		mustHavePassed(input.paidAt, now)
		const n = await nextOf(context.tx, report.id)
		const currency = input.currency ?? report.currency
		const payeeNumber = input.payeeNumber ?? null
		const payeeBank = input.payeeBank ?? null
		const to = await payeeAccount(tx, report, { n, payeeKind: input.payeeKind, payeeNumber, payeeBank, currency })
		const from = await payerAccount(tx, report, { number: input.fromNumber ?? null, bank: input.fromBank ?? null })
		const id = newId<'payment'>(now.getTime())
		await sql`insert into funds.payment (id, report_id, n, from_account_id, to_account_id, payee_kind, payee_name, payee_number,
				payee_bank, amount_minor, currency, paid_at, channel, reference, uetr, end_to_end_id)
			values (${id}, ${report.id}, ${n}, ${from}, ${to}, ${input.payeeKind}, ${input.payeeName ?? null}, ${payeeNumber},
				${payeeBank}, ${input.amountMinor ?? null}, ${currency}, ${input.paidAt ?? null}::timestamptz, ${input.channel ?? null},
				${input.reference ?? null}, ${input.uetr ?? null}::uuid, ${input.endToEndId ?? null})`.execute(tx)
		return { ...(await settlePayment(context, report, id)), personal: givenOf(input, addPayment.personal) }
	},
})

async function nextOf(tx: Parameters<typeof loadReport>[0], report: string): Promise<number> {
	const { rows } = await sql<{ n: number }>`
		select coalesce(max(n), 0)::int + 1 as n from funds.payment where report_id = ${report}`.execute(tx)
	const n = rows[0]?.n ?? 1
	if (n <= most) return n
	throw new Refusal(
		'too_many',
		{
			en: `A report holds at most ${most} payments. Open another.`,
			zh: `一份报案最多登记 ${most} 笔付款，请另行登记。`,
		},
		{ rule: 'F28' },
	)
}
