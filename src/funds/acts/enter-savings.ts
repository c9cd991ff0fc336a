import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { enterSavings } from '../contract/trace.ts'
import { lostHundredths } from '../rules/lost.ts'
import { loadSavings } from '../store/savings.ts'

/** F257. */
export const performEnterSavings = performs(enterSavings, {
	load: (tx, input) => loadSavings(tx, input.report),
	async run({ tx }, row, { report, savedMinor }) {
		await sql`update funds.report set saved_minor = ${savedMinor}, version = version + 1 where id = ${report}`.execute(
			tx,
		)
		return {
			output: { report, lostHundredths: lostHundredths(row.lossMinor, savedMinor) ?? 0, version: row.version + 1 },
			fact: { report },
			personal: { savedMinor: String(savedMinor) },
			messages: [
				{ topic: 'funds.report.changed', resource: { type: 'FraudReport', id: report }, body: { savings: true } },
			],
			matter: report,
		}
	},
})
