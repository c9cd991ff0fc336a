import { performs } from '#kernel/act.ts'
import { withdrawMeasure } from '../contract.ts'
import { loadMeasure, moveMeasure, mustBe } from '../store/measure.ts'

/** F75. What is out is released, not taken back. */
export const performWithdrawMeasure = performs(withdrawMeasure, {
	load: (tx, input) => loadMeasure(tx, input.measure),
	run: async (context, row) => {
		mustBe(row, 'draft', 'signing', 'mismatch')
		return moveMeasure(context, row, { to: 'withdrawn', end: 'withdrawn' })
	},
})
