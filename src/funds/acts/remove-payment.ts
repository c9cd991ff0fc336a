import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import { removePayment } from '../contract.ts'
import { needPayment } from '../store/payment.ts'
import { unfollow } from '../store/payment-follow.ts'
import { writeLoss } from '../store/payment-write.ts'
import { changed, loadReport, mustStandIn } from '../store/report.ts'

/** F30. Only before the victim signed, and only while nothing was asked of a bank about it. */
export const performRemovePayment = performs(removePayment, {
	load: async (tx, input) => {
		const payment = await needPayment(tx, input.payment)
		const { subject, row } = await loadReport(tx, payment.report)
		return { subject, row: { report: row, payment }, version: payment.version }
	},
	run: async ({ tx }, { report, payment }) => {
		mustStandIn(report, ['open'])
		if (await isAskedAbout(tx, payment.id))
			throw new Refusal(
				'wrong_state',
				{ en: 'A bank was asked about this payment. Correct it instead.', zh: '已就这笔付款联系银行，只能更正。' },
				{ rule: 'F30' },
			)
		await unfollow(tx, payment)
		await sql`delete from funds.payment where id = ${payment.id}`.execute(tx)
		const lossMinor = await writeLoss(tx, report)
		return {
			output: { report: report.id, reportVersion: report.version + 1, lossMinor },
			fact: { report: report.id, payment: payment.id, n: payment.n, lossMinor },
			messages: [changed(report.id, report.state)],
			matter: report.id,
		}
	},
})

async function isAskedAbout(tx: Tx, payment: string): Promise<boolean> {
	const { rows } = await sql<{ asked: boolean }>`select exists (select from funds.measure where payment_id = ${payment})
		or exists (select from funds.request where payment_id = ${payment}) as asked`.execute(tx)
	return rows[0]?.asked === true
}
