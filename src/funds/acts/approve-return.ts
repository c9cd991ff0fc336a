import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { setTimer } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { sha256Of } from '../certificate/result.ts'
import { writeData } from '../certificate/data.ts'
import { approveReturn } from '../contract.ts'
import { endOfDay, noticeDays } from '../rules/notice.ts'
import { needLead, planNow } from '../store/return-plan.ts'
import { loadRound, moveRound, mustStandAt } from '../store/return-round.ts'

/** F290, F291. What is approved is what the record says now: where it changed since, a new plan is proposed. */
export const performApproveReturn = performs(approveReturn, {
	load: (tx, input) => loadRound(tx, input.round),
	run: async (context, row, { reason }) => {
		const { tx, now, who } = context
		mustStandAt(row, 'proposed')
		const planned = await planNow(tx, await needLead(tx, row.report), row.number, row.reading)
		if (sha256Of(writeData(planned.data)) !== row.dataSha256)
			throw new Refusal(
				'overtaken',
				{
					en: 'Transfers, freezes or losses changed since this was proposed. The county takes it back and proposes anew.',
					zh: '提请后转账、冻结或损失已有变化，请县局撤回后重新提请。',
				},
				{ rule: 'F290' },
			)
		const until = endOfDay(now, noticeDays)
		const done = await moveRound(
			context,
			row,
			'notice',
			sql`decided_by = ${who.person}, decided_at = ${now}, decided_reason = ${reason}, notice_from = ${now},
				notice_until = ${until}`,
		)
		const targetSeconds = Math.ceil((until.getTime() - now.getTime()) / 1000)
		await setTimer(tx, { matter: row.id, kind: 'return_notice', targetSeconds, rule: 'funds F291', now })
		const noticeUntil = until.toISOString()
		return {
			...done,
			output: { ...done.output, noticeUntil },
			fact: { ...done.fact, noticeUntil },
			personal: { reason },
		}
	},
})
