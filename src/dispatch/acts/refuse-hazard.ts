import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { refuseHazard } from '../contract.ts'
import { decideHazard, loadHazard, mustStand } from '../store/hazard.ts'

/** D171. */
export const performRefuseHazard = performs(refuseHazard, {
	load: (tx, input, _who, now) => loadHazard(tx, input.hazard, now),
	run: async (context, row, { reason }) => {
		const { now, who } = context
		mustStand(row, 'proposed')
		const changes = sql`decided_at = ${now}, decided_by = ${who.person}, ended_at = ${now}, reason = ${reason}`
		return { ...(await decideHazard(context, row, refuseHazard.name, 'refused', changes)), personal: { reason } }
	},
})
