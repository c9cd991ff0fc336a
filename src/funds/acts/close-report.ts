import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { closeReport } from '../contract.ts'
import { fraudAnswersOf } from '../store/fraud-script.ts'
import { paymentsOf } from '../store/payment.ts'
import { loadReport, moveReport, mustStandIn } from '../store/report.ts'

/** F26, F37. A case; or one in which nothing was paid, with what came of the words against paying. */
export const performCloseReport = performs(closeReport, {
	load: (tx, input) => loadReport(tx, input.report),
	run: async (context, row, input) => {
		const { tx, now } = context
		mustStandIn(row, ['open', 'case'])
		const outcome = row.state === 'open' ? await dissuaded(tx, row.id) : null
		const done = await moveReport(context, row, 'closed', sql`ended_at = ${now}, ended_reason = ${input.reason}`)
		return { ...done, fact: { ...done.fact, dissuasion: outcome } }
	},
})

/** @throws Refusal `wrong_state` when something was paid, or nothing was asked about it */
async function dissuaded(tx: Parameters<typeof loadReport>[0], report: string): Promise<string> {
	const payments = await paymentsOf(tx, report)
	const will = (await fraudAnswersOf(tx, report)).find((one) => one.question === 'will')
	if (payments.length > 0)
		throw new Refusal(
			'wrong_state',
			{ en: 'Something was paid: the report is signed or taken back.', zh: '已有付款：应签署或撤回，不能直接办结。' },
			{ rule: 'F37' },
		)
	if (will === undefined)
		throw new Refusal(
			'wrong_state',
			{ en: 'Say the words against paying first, and enter what came of it.', zh: '请先劝阻付款并登记结果。' },
			{ rule: 'F26' },
		)
	return will.answer
}
