import { shows } from '#kernel/view.ts'
import { showReport } from '../contract.ts'
import { needReportSubject } from '../store/report.ts'
import { shownOf } from '../store/report-shown.ts'

/** F31. */
export const showReportView = shows(showReport, {
	subject: (tx, input) => needReportSubject(tx, input.report),
	show: async ({ tx, who, now }, { report }) => ({ output: await shownOf(tx, who, now, report), matter: report }),
})
