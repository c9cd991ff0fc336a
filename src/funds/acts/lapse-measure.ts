import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { lapseMeasure } from '../contract.ts'
import { loadMeasure, moveMeasure, mustBe } from '../store/measure.ts'

/** F70. At its end a measure is released by itself. */
export const performLapseMeasure = performs(lapseMeasure, {
	load: async (tx, input) => ({ ...(await loadMeasure(tx, input.measure)), version: null }),
	run: async (context, row) => {
		mustBe(row, 'sent', 'mismatch', 'held')
		if (row.untilAt === null || context.now < row.untilAt)
			throw new Refusal('not_now', { en: 'It runs still.', zh: '尚未到期。' }, { rule: 'F70' })
		return moveMeasure(context, row, { to: 'released', end: 'clock' })
	},
})
