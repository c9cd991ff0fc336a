import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { withdrawWarning } from '../contract.ts'
import { loadWarning, moveWarning, mustBe } from '../store/warning.ts'

/** V7. */
export const performWithdrawWarning = performs(withdrawWarning, {
	load: (tx, input) => loadWarning(tx, input.warning),
	run: async (context, row) => {
		mustBe(row, 'proposed')
		return moveWarning(context, row, 'withdrawn', sql`ended_at = ${context.now}`)
	},
})
