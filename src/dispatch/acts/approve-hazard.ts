import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { approveHazard } from '../contract.ts'
import { monthsLater } from '../rules/hazard.ts'
import { decideHazard, loadHazard, mustStand } from '../store/hazard.ts'

/** D171, D172. */
export const performApproveHazard = performs(approveHazard, {
	load: (tx, input, _who, now) => loadHazard(tx, input.hazard, now),
	run: async (context, row) => {
		const { now, who } = context
		mustStand(row, 'proposed')
		const until = monthsLater(now, row.months)
		const done = await decideHazard(
			context,
			row,
			approveHazard.name,
			'in_force',
			sql`decided_at = ${now}, decided_by = ${who.person}, until_at = ${until}`,
		)
		return {
			...done,
			output: { ...done.output, until: until.toISOString() },
			fact: { ...done.fact, until: until.toISOString() },
		}
	},
})
