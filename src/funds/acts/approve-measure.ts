import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { approveMeasure } from '../contract.ts'
import { loadMeasure, type MeasureOf, moveMeasure, mustBe } from '../store/measure.ts'
import { needReady, type Ready } from '../store/measure-checks.ts'
import { startAnswer, startHold } from '../store/measure-clocks.ts'

/**
 * F65, F66, F70. All is checked once more, alone in the world: two that would be the third stop of an account do not both go
 * out. The clock runs from now; the bank's own moment takes its place when it answers.
 */
export const performApproveMeasure = performs(approveMeasure, {
	isolation: 'serializable',
	load: (tx, input) => loadMeasure(tx, input.measure),
	run: async (context, row) => {
		const { tx, now, who } = context
		mustBe(row, 'signing')
		const ready = await needReady(tx, row)
		mustStillApprove(row, ready)
		const on = { tx, measure: row.id, now }
		const until = await startHold(on, now, ready.terms)
		const answerDue = await startAnswer(on, ready.terms)
		const done = await moveMeasure(context, row, {
			to: 'sent',
			changes: sql`approved_by = ${who.person}, sent_at = ${now}, until_at = ${until}, answered_at = null, mismatch = null,
				asked_minor = ${ready.askedMinor}, traced_minor = ${ready.traced.minor}, hops = ${ready.traced.hops},
				living_minor = ${ready.livingMinor}`,
			fact: {
				askedMinor: ready.askedMinor,
				account: ready.account,
				rule: ready.approver.rule,
				terms: ready.terms.rule,
			},
		})
		return {
			...done,
			output: {
				...done.output,
				askedMinor: ready.askedMinor,
				currency: row.currency,
				answerDueAt: answerDue.toISOString(),
			},
		}
	},
})

/** F66. What became known since it was signed may need another to approve. @throws Refusal `wrong_state` */
function mustStillApprove(row: MeasureOf, { approver }: Ready): void {
	const same = approver.agency === row.approver && approver.post === row.approverPost
	if (same && (row.twoPeople || approver.people === 1)) return
	throw new Refusal(
		'wrong_state',
		{
			en: 'What is known of the account changed since it was signed: another has to approve it. Sign it again.',
			zh: '签署后账户情况有变，应由他人批准，请重新签署。',
		},
		{ rule: 'F66', extra: { table: approver.rule } },
	)
}
