import { performs } from '#kernel/act.ts'
import { measureChanged, warnMeasure } from '../contract.ts'
import { loadMeasure, mustBe } from '../store/measure.ts'

/** F69. Says so to who may see it; nothing of the measure changes. */
export const performWarnMeasure = performs(warnMeasure, {
	load: async (tx, input) => ({ ...(await loadMeasure(tx, input.measure)), version: null }),
	run: async (_context, row) => {
		mustBe(row, 'sent', 'mismatch', 'held')
		const { id, kind, state, report, version } = row
		return {
			output: { measure: id, state, version },
			fact: { measure: id, kind, state, report },
			messages: [
				{
					topic: measureChanged,
					resource: { type: 'FundsMeasure', id },
					body: { measure: id, kind, state, report, end: null, alarm: true },
				},
			],
			matter: id,
		}
	},
})
