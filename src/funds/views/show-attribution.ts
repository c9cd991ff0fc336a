import { shows } from '#kernel/view.ts'
import { notFound } from '#kernel/refusal.ts'
import { showAttribution, showSteps } from '../contract.ts'
import { needReportSubject } from '../store/report.ts'
import { roundInput } from '../store/return-data.ts'
import { findReading, needLead, planNow, shownPlanOf, stepsOf } from '../store/return-plan.ts'

/** F276, F283. As the record is now; nothing is proposed by looking. */
export const showAttributionView = shows(showAttribution, {
	subject: (tx, input) => needReportSubject(tx, input.report),
	async show({ tx }, { report }) {
		const lead = await needLead(tx, report)
		const found = await findReading(tx, lead.agency)
		const plan = shownPlanOf(await planNow(tx, lead, '', found?.reading ?? 'reading'))
		const reading = found === null ? null : { reading: found.reading, at: found.at.toISOString() }
		return {
			output: { number: lead.number, currency: lead.currency, plan, reading },
			records: [{ type: 'FraudReport', id: report }],
			matter: report,
		}
	},
})

/** F276. */
export const showStepsView = shows(showSteps, {
	subject: (tx, input) => needReportSubject(tx, input.report),
	async show({ tx }, { report, account, rule }) {
		const from = await roundInput(tx, await needLead(tx, report))
		const node = [...from.accounts.values()].find((one) => one.id === account)?.node
		if (node === undefined) throw notFound(`account ${account}`)
		return {
			output: stepsOf(from.input, rule, node),
			records: [{ type: 'FraudReport', id: report }],
			matter: report,
		}
	},
})
