import { shows } from '#kernel/view.ts'
import { listPhrases, sayText, showText, showThread } from '../contract.ts'
import { powersInUse } from '../machine.ts'
import { phrasesOf } from '../rules/tables.ts'
import { textSentence } from '../rules/text.ts'
import { callSubject, deskSubject, needCall } from '../store/call.ts'
import { isoOrNull } from '../store/shown.ts'
import { needText, standsOf, textLines } from '../store/text.ts'

/** D282. */
export const showPhraseList = shows(listPhrases, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async () => ({ output: { phrases: phrasesOf('caller') } }),
})

/** D286. For whoever holds the code. */
export const showTextView = shows(showText, {
	subject: async (tx, input) => deskSubject((await needText(tx, input, 'read')).agency),
	show: async ({ tx }, input) => {
		const call = await needText(tx, input, 'read')
		const stands = standsOf(call)
		return {
			output: {
				sentence: textSentence({
					call: call.state,
					answered: call.answered,
					closed: call.closed,
					passedTo: call.passedTo,
				}),
				stands,
				lines: await textLines(tx, call.id),
				seenAt: isoOrNull(call.seenAt),
				mayWrite: stands === 'waiting' || stands === 'here',
				safeToCall: call.safeToCall === true,
			},
		}
	},
})

/** D282, D289. For those who may see the call's words. */
export const showTextThread = shows(showThread, {
	subject: async (tx, input) => callSubject(await needCall(tx, input.call, 'read')),
	show: async ({ tx, who, now, purpose }, input) => {
		const call = await needText(tx, input, 'read')
		const stands = standsOf(call)
		const context = { now: Math.floor(now.getTime() / 1000), purpose: purpose !== null }
		const subject = callSubject(await needCall(tx, call.id, 'read'))
		const may = powersInUse().decide(who, sayText.name, subject, context).allowed
		return {
			output: {
				call: call.id,
				open: call.code !== null,
				mayWrite: may && call.code !== null && call.answered && (stands === 'waiting' || stands === 'here'),
				language: call.language,
				unspoken: call.unspoken,
				safeToCall: call.safeToCall,
				lines: await textLines(tx, call.id),
				seenAt: isoOrNull(call.seenAt),
				dueAt: isoOrNull(call.dueAt),
				phrases: phrasesOf('desk'),
			},
			records: [{ type: 'Call', id: call.id }],
			matter: call.incident ?? call.id,
		}
	},
})
