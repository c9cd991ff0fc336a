import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { refuseWarning } from '../contract.ts'
import { loadWarning, moveWarning, mustBe } from '../store/warning.ts'

/** V7. */
export const performRefuseWarning = performs(refuseWarning, {
	load: (tx, input) => loadWarning(tx, input.warning),
	run: async (context, row, { reason }) => {
		mustBe(row, 'proposed')
		return moveWarning(context, row, 'refused', sql`ended_at = ${context.now}, reason = ${reason}`)
	},
})
