import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { answerFraud } from '../contract.ts'
import { dissuasionOf, nextQuestion, optionsOf } from '../rules/fraud-script.ts'
import { countPayments, fraudAnswersOf } from '../store/fraud-script.ts'
import { changed, loadReport, mustStandIn } from '../store/report.ts'

/** F24 to F26. A new row each time, with the words it stood in; the newest answer to a question stands. */
export const performAnswerFraud = performs(answerFraud, {
	load: async (tx, input) => ({ ...(await loadReport(tx, input.report)), version: null }),
	run: async (context, row, { question, answer }) => {
		const { tx, now, who } = context
		mustStandIn(row, ['open', 'signed', 'case'])
		const given = await fraudAnswersOf(tx, row.id)
		const known = Object.fromEntries(given.map((one) => [one.question, one.answer]))
		const next = nextQuestion(known, await countPayments(tx, row.id))
		const before = given.find((one) => one.question === question)
		const ask = before?.ask ?? (next?.code === question ? next.ask : undefined)
		const option = ask === undefined ? undefined : optionsOf(question).find((one) => one.answer === answer)
		if (ask === undefined || option === undefined)
			throw new Refusal(
				'invalid',
				ask === undefined
					? { en: 'This question is not asked now.', zh: '现在不问这个问题。' }
					: { en: 'The table has no such answer to this question.', zh: '决策表里没有这个回答。' },
				{ rule: 'F25', field: ask === undefined ? 'question' : 'answer' },
			)
		const { rule, tell, urgent } = option
		// What was said against paying stands with what came of it.
		const words = { ask, said: option.said, tell, ...(question === 'will' ? { spoken: dissuasionOf(row.scheme) } : {}) }
		await sql`insert into funds.script_answer (id, report_id, question, answer, words, urgent, rule, version, at, post_kind, by_agency)
			values (${newId(now.getTime())}, ${row.id}, ${question}, ${answer}, ${JSON.stringify(words)}::text::jsonb, ${urgent}, ${rule},
				${option.version}, ${now}, ${who.postKind}, ${who.agency})`.execute(tx)
		await sql`update funds.report set version = version + 1 where id = ${row.id}`.execute(tx)
		return {
			output: { report: row.id, version: row.version + 1, tell, urgent },
			fact: { report: row.id, question, answer, before: before?.answer ?? null, rule, version: option.version },
			messages: [changed(row.id, row.state)],
			matter: row.id,
		}
	},
})
