import { shows } from '#kernel/view.ts'
import { showReport } from '../contract/report.ts'
import { bodyOf, needReport, reportHead, reportSubject } from '../store/report.ts'

export const showReportView = shows(showReport, {
	subject: async (tx, input) => reportSubject(await needReport(tx, input.report)),
	show: async ({ tx }, input) => {
		const row = await needReport(tx, input.report)
		return { output: { ...reportHead(row), size: row.size, sha256: row.sha256, fields: bodyOf(row).fields } }
	},
})
