import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { renewFreeze } from '../contract.ts'
import { termsOf } from '../rules/measure.ts'
import { loadMeasure, moveMeasure, mustBe } from '../store/measure.ts'
import { mustBeSigned } from '../store/measure-checks.ts'
import { startHold } from '../store/measure-clocks.ts'
import { packInForce } from '../store/pack.ts'

/** F74. From its end, not from now; not before its alarm, and as often as the pack gives. */
export const performRenewFreeze = performs(renewFreeze, {
	load: (tx, input) => loadMeasure(tx, input.measure),
	run: async (context, row, { reason }) => {
		const { tx, now } = context
		if (row.kind === 'stop')
			throw new Refusal(
				'wrong_state',
				{ en: 'A stop is not renewed: it becomes a freeze, or it ends.', zh: '止付不续期：转为冻结，或到期解除。' },
				{ rule: 'F71' },
			)
		mustBe(row, 'held')
		mustBeSigned(row)
		const { pack } = await packInForce(tx, row.agency)
		const terms = termsOf(pack, 'freeze')
		if (row.renewals >= terms.renewals)
			throw new Refusal(
				'wrong_state',
				{ en: 'The rules give no further renewal.', zh: '规定的续期次数已用完。' },
				{ rule: 'F74', extra: { table: terms.rule } },
			)
		const until = row.untilAt ?? now
		if (now.getTime() < until.getTime() - terms.alarmMinutes * 60_000)
			throw new Refusal(
				'not_now',
				{ en: 'It is renewed once its alarm has come, not before.', zh: '到期提醒后方可续期。' },
				{ rule: 'F74' },
			)
		const next = await startHold({ tx, measure: row.id, now }, until, terms)
		const renewals = row.renewals + 1
		const done = await moveMeasure(context, row, {
			to: 'held',
			changes: sql`until_at = ${next}, renewals = ${renewals}, reason = ${reason}`,
			fact: { renewals, terms: terms.rule },
		})
		return { ...done, output: { ...done.output, untilAt: next.toISOString(), renewals } }
	},
})
