import { shows } from '#kernel/view.ts'
import { showLetter } from '../contract.ts'
import { needReportSubject } from '../store/report.ts'
import { lettersOf } from '../store/return-letter.ts'

/** F299. */
export const showLetterView = shows(showLetter, {
	subject: (tx, input) => needReportSubject(tx, input.report),
	show: async ({ tx }, { report }) => ({
		output: { letters: await lettersOf(tx, report) },
		records: [{ type: 'FraudReport', id: report }],
		matter: report,
	}),
})
