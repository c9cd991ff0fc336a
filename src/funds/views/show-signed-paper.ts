import { readPart } from '#kernel/files/api.ts'
import { shows } from '#kernel/view.ts'
import { reportResource, showSignedPaper } from '../contract.ts'
import { needReportSubject } from '../store/report.ts'

/** F34. */
export const showSignedPaperView = shows(showSignedPaper, {
	subject: (tx, input) => needReportSubject(tx, input.report),
	show: async ({ tx }, { report, sha256, part }) => {
		const body = await readPart(tx, report, sha256, part)
		return {
			output: { base64: Buffer.from(body).toString('base64') },
			records: [{ type: reportResource.type, id: report }],
			matter: report,
		}
	},
})
