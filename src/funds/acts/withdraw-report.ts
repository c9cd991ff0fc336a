import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { withdrawReport } from '../contract.ts'
import { dropDeciding, isAskedOfBanks } from '../store/report-clock.ts'
import { loadReport, moveReport, mustStandIn } from '../store/report.ts'

/** F36. Until it is a case; what is a case is no longer the victim's to take back. */
export const performWithdrawReport = performs(withdrawReport, {
	load: (tx, input) => loadReport(tx, input.report),
	run: async (context, row, input) => {
		mustStandIn(row, ['open', 'signed'])
		if (await isAskedOfBanks(context.tx, row.id))
			throw new Refusal(
				'wrong_state',
				{ en: 'A bank is asked to hold money on it. Release that first.', zh: '已请银行止付，请先解除。' },
				{ rule: 'F36' },
			)
		await dropDeciding(context.tx, row.id, context.now)
		return moveReport(context, row, 'withdrawn', sql`ended_at = ${context.now}, ended_reason = ${input.reason}`)
	},
})
