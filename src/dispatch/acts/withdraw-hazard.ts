import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { withdrawHazard } from '../contract.ts'
import { decideHazard, loadHazard, mustStand } from '../store/hazard.ts'

/** D171. */
export const performWithdrawHazard = performs(withdrawHazard, {
	load: (tx, input, _who, now) => loadHazard(tx, input.hazard, now),
	run: async (context, row, { reason }) => {
		mustStand(row, 'in_force')
		const changes = sql`ended_at = ${context.now}, reason = ${reason}`
		return { ...(await decideHazard(context, row, withdrawHazard.name, 'withdrawn', changes)), personal: { reason } }
	},
})
