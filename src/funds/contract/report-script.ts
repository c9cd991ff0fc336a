import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, version } from '#kernel/contract/scalars.ts'
import { both, shownReport } from './report-shapes.ts'
import { reportResource } from './resources.ts'

/** What is asked before any form, by the tables `fraud-script` and `fraud-answer`: F24 to F26. */

const report = shownReport.id
const scriptCode = z.string().regex(/^[a-z][a-z0-9_]{0,23}$/, 'is no code of the script')

/** F25. Asked again, the newest answer stands. */
export const answerFraud = act({
	name: 'funds.script.answer',
	summary: { en: 'Answer a first question of a report of fraud', zh: '回答涉诈先问' },
	resource: reportResource,
	input: z.strictObject({ report: id, question: scriptCode, answer: scriptCode }),
	output: z.object({ report: id, version, tell: both.nullable(), urgent: z.boolean() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { report, question: 'line', answer: 'yes' },
		output: {
			report,
			version: 2,
			tell: { en: 'Hang up on them now. I stay with you.', zh: '现在就挂断对方，我陪着你。' },
			urgent: true,
		},
	},
})

const option = z.object({ answer: z.string(), key: z.string(), said: both })

export const fraudAnswered = z.object({
	question: z.string(),
	ask: both,
	answer: z.string(),
	said: both,
	/** What to tell the victim; null: nothing. */
	tell: both.nullable(),
	urgent: z.boolean(),
	rule: z.string(),
	at: instant,
	/** What else could be answered, for asking again. */
	options: z.array(option),
})
export type FraudAnswered = z.output<typeof fraudAnswered>

/** F24. What to ask now, and what was answered. */
export const showFraudScript = view({
	name: 'funds.script.show',
	summary: { en: 'What is asked first of a victim of fraud', zh: '涉诈先问' },
	resource: reportResource,
	input: z.strictObject({ report: id }),
	output: z.object({
		report: id,
		/** Null: the form comes next. */
		next: z.object({ code: z.string(), ask: both, rule: z.string(), options: z.array(option) }).nullable(),
		answered: z.array(fraudAnswered),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { report },
		output: {
			report,
			next: {
				code: 'line',
				ask: { en: 'Are they still on the line with you?', zh: '对方还在跟你通话吗？' },
				rule: 'funds.fraud-script r1',
				options: [{ answer: 'yes', key: '1', said: { en: 'Yes', zh: '还在' } }],
			},
			answered: [],
		},
	},
})
