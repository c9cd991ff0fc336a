import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { verifyLoss } from '../contract.ts'
import { changed, loadReport, mustStandIn } from '../store/report.ts'

/** F286. The newest verification counts; what earlier rounds gave is taken off it, never off the document. */
export const performVerifyLoss = performs(verifyLoss, {
	load: async (tx, input) => ({ ...(await loadReport(tx, input.report)), version: null }),
	run: async ({ tx, now, who }, row, { verifiedMinor, document, sha256 }) => {
		mustStandIn(row, ['open', 'signed', 'case'])
		await sql`insert into funds.loss (id, report_id, verified_minor, currency, document, document_sha256, verified_by, verified_at)
			values (${newId<'loss'>(now.getTime())}, ${row.id}, ${verifiedMinor}, ${row.currency}, ${document}, ${sha256},
				${who.person}, ${now})`.execute(tx)
		return {
			output: { report: row.id, verifiedMinor },
			fact: { report: row.id, verifiedMinor, currency: row.currency, sha256 },
			personal: { document },
			messages: [changed(row.id, row.state)],
			matter: row.id,
		}
	},
})
