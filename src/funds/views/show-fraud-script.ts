import { shows } from '#kernel/view.ts'
import { showFraudScript } from '../contract.ts'
import { nextQuestion, optionsOf } from '../rules/fraud-script.ts'
import { countPayments, fraudAnswersOf } from '../store/fraud-script.ts'
import { needReportSubject } from '../store/report.ts'

/** F24, F25. */
export const showFraudScriptView = shows(showFraudScript, {
	subject: (tx, input) => needReportSubject(tx, input.report),
	show: async ({ tx }, { report }) => {
		const answered = await fraudAnswersOf(tx, report)
		const known = Object.fromEntries(answered.map((one) => [one.question, one.answer]))
		const next = nextQuestion(known, await countPayments(tx, report))
		const options = (question: string) => optionsOf(question).map(({ answer, key, said }) => ({ answer, key, said }))
		return {
			output: {
				report,
				next: next === null ? null : { ...next, options: options(next.code) },
				answered: answered.map((one) => ({ ...one, options: options(one.question) })),
			},
		}
	},
})
