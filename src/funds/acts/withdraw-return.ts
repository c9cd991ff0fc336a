import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { withdrawReturn } from '../contract.ts'
import { loadRound, moveRound, mustStandAt } from '../store/return-round.ts'

/** F288. */
export const performWithdrawReturn = performs(withdrawReturn, {
	load: (tx, input) => loadRound(tx, input.round),
	run: async (context, row) => {
		mustStandAt(row, 'proposed')
		return moveRound(context, row, 'withdrawn', sql`ended_at = ${context.now}`)
	},
})
