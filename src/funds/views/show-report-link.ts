import { sql } from 'kysely'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { reportResource, showReportLink } from '../contract.ts'
import { linkPath } from '../rules/report.ts'
import { needReportSubject } from '../store/report.ts'

/** F39. */
export const showReportLinkView = shows(showReportLink, {
	subject: (tx, input) => needReportSubject(tx, input.report),
	show: async ({ tx }, { report }) => {
		const { rows } = await sql<{ link: string | null; since: Date }>`
			select link, reported_at as since from funds.report where id = ${report}`.execute(tx)
		const row = rows[0]
		if (row === undefined || row.link === null) throw notFound(`link of ${report}`)
		return {
			output: { report, path: linkPath(row.link), since: row.since.toISOString() },
			records: [{ type: reportResource.type, id: report }],
			matter: report,
		}
	},
})
