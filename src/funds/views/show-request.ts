import { shows } from '#kernel/view.ts'
import { printRequest, showRequest } from '../contract.ts'
import { requestPdf } from '../pdf/request-paper.ts'
import { loadRequest } from '../store/request.ts'
import { needSheet } from '../store/request-sheet.ts'

/** F190. */
export const showRequestView = shows(showRequest, {
	subject: async (tx, input) => (await loadRequest(tx, input.request)).subject,
	async show({ tx, now }, { request }) {
		const sheet = await needSheet(tx, request, now)
		return { output: sheet, records: [{ type: 'BankRequest', id: request }], matter: sheet.report.id }
	},
})

/** F193. */
export const printRequestView = shows(printRequest, {
	subject: async (tx, input) => (await loadRequest(tx, input.request)).subject,
	async show({ tx, now }, { request, language }) {
		const sheet = await needSheet(tx, request, now)
		const bytes = await requestPdf(sheet, language)
		return {
			output: { name: `${sheet.number}.pdf`, base64: Buffer.from(bytes).toString('base64') },
			records: [{ type: 'BankRequest', id: request }],
			matter: sheet.report.id,
		}
	},
})
