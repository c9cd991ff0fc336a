import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { lapseMeasure } from '../contract.ts'
import { loadMeasure, moveMeasure, mustBe } from '../store/measure.ts'

/** F70, F72. At its end, or once it is decided that there is no case, a measure is released by itself. */
export const performLapseMeasure = performs(lapseMeasure, {
	load: async (tx, input) => ({ ...(await loadMeasure(tx, input.measure)), version: null }),
	run: async (context, row) => {
		const noCase = row.reportState === 'refused' || row.reportState === 'withdrawn'
		if (noCase && (row.state === 'draft' || row.state === 'signing'))
			return moveMeasure(context, row, { to: 'withdrawn', end: 'withdrawn' })
		mustBe(row, 'sent', 'mismatch', 'held')
		if (noCase) return moveMeasure(context, row, { to: 'released', end: 'not_a_case' })
		if (row.untilAt === null || context.now < row.untilAt)
			throw new Refusal('not_now', { en: 'It runs still.', zh: '尚未到期。' }, { rule: 'F70' })
		return moveMeasure(context, row, { to: 'released', end: 'clock' })
	},
})
