import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { refuseReturn } from '../contract.ts'
import { loadRound, moveRound, mustStandAt } from '../store/return-round.ts'

/** F290. */
export const performRefuseReturn = performs(refuseReturn, {
	load: (tx, input) => loadRound(tx, input.round),
	run: async (context, row, { reason }) => {
		mustStandAt(row, 'proposed')
		const { now, who } = context
		const changes = sql`decided_by = ${who.person}, decided_at = ${now}, decided_reason = ${reason}, ended_at = ${now}`
		return { ...(await moveRound(context, row, 'refused', changes)), personal: { reason } }
	},
})
