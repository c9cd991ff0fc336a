import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { releaseMeasure } from '../contract.ts'
import { loadMeasure, moveMeasure, mustBe } from '../store/measure.ts'

/** F72. */
export const performReleaseMeasure = performs(releaseMeasure, {
	load: (tx, input) => loadMeasure(tx, input.measure),
	run: async (context, row, { because, reason }) => {
		mustBe(row, 'sent', 'mismatch', 'held')
		return moveMeasure(context, row, { to: 'released', end: because, changes: sql`reason = ${reason}` })
	},
})
