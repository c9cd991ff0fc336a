import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { pageOf } from '#kernel/powers/page.ts'
import { shows } from '#kernel/view.ts'
import { listReports, reportResource } from '../contract/report.ts'
import { reportBookSubject, reportColumns, reportHead, reportJoins, type ReportOf } from '../store/report.ts'

export const showReportList = shows(listReports, {
	subject: async (_tx, _input, who) => reportBookSubject(who.bureau),
	show: async ({ tx, who, now, purpose }, { limit, after }) => {
		const filter = powersInUse().filter(who, reportResource.see, reportResource, {
			now: Math.floor(now.getTime() / 1000),
			purpose: purpose !== null,
		})
		const page = await pageOf<ReportOf>(tx, filter, {
			orderBy: 'sent_at',
			limit,
			after: after ?? null,
			columns: ['id'],
			reads: { columns: reportColumns, joins: sql`join command.report r on r.id = k.id ${reportJoins}` },
		})
		return { output: { rows: page.rows.map(reportHead), next: page.next } }
	},
})
