import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { declineMeasure } from '../contract.ts'
import { loadMeasure, moveMeasure, mustBe } from '../store/measure.ts'

/** F66. */
export const performDeclineMeasure = performs(declineMeasure, {
	load: (tx, input) => loadMeasure(tx, input.measure),
	run: async (context, row, { reason }) => {
		mustBe(row, 'signing')
		return moveMeasure(context, row, { to: 'declined', end: 'declined', changes: sql`reason = ${reason}` })
	},
})
