import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { meetTimer } from '#kernel/matters/api.ts'
import { decideReport } from '../contract.ts'
import { loadReport, moveReport, mustStandIn } from '../store/report.ts'

/** F35. In writing, by another than who took it (the powers and the database both hold that). */
export const performDecideReport = performs(decideReport, {
	load: (tx, input) => loadReport(tx, input.report),
	run: async (context, row, input) => {
		const { tx, now, who } = context
		mustStandIn(row, ['signed'])
		const { decision, reason } = input
		const met = await meetTimer(tx, { matter: row.id, kind: 'funds_decide', now })
		const ended = decision === 'refused' ? sql`, ended_at = ${now}, ended_reason = ${reason}` : sql``
		const done = await moveReport(
			context,
			row,
			decision,
			sql`decided_by = ${who.person}, decided_at = ${now}, decided_reason = ${reason}${ended}`,
		)
		return { ...done, fact: { ...done.fact, lateSeconds: Math.round(met?.lateSeconds ?? 0) } }
	},
})
