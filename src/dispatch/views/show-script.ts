import { shows } from '#kernel/view.ts'
import { showScript } from '../contract.ts'
import { nextQuestion, optionsOf } from '../rules/script.ts'
import { callSubject, needCall } from '../store/call.ts'
import { safeToCall, scriptAnswersOf } from '../store/script.ts'

/** D202. Nothing is asked before the call was answered. */
export const showScriptView = shows(showScript, {
	subject: async (tx, input) => callSubject(await needCall(tx, input.call, 'read')),
	show: async ({ tx }, input) => {
		const call = await needCall(tx, input.call, 'read')
		const given = await scriptAnswersOf(tx, call.id)
		const safe = await safeToCall(tx, call.id)
		const answers = Object.fromEntries(given.map((one) => [one.question, one.answer]))
		const next = call.answeredAt === null ? null : nextQuestion({ silent: call.silent, type: call.type, answers })
		const options = (question: string) =>
			optionsOf(question, safe).map(({ answer, key, said }) => ({ answer, key, said }))
		return {
			output: {
				call: call.id,
				next: next === null ? null : { ...next, options: options(next.code) },
				answered: given.map(({ filled: _filled, ...one }) => ({ ...one, options: options(one.question) })),
			},
			records: [{ type: 'Call', id: call.id }],
			matter: call.incident ?? call.id,
		}
	},
})
