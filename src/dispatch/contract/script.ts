import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, version } from '#kernel/contract/scalars.ts'
import { callResource } from '../resources.ts'
import { shown } from './examples.ts'
import { callState, incidentType, someFacts } from './lists.ts'
import { both, byShown } from './shapes.ts'

/** D202 to D204. What is asked before the form, by the tables `script` and `script-answer`. */

/** A question or an answer of the script, as its table calls it. */
const scriptCode = z.string().regex(/^[a-z][a-z0-9_]{0,23}$/, 'is no code of the script')

/** D203, D204. One answer, by its code; what it fills in comes back. Answered again, the newest stands. */
export const answerScript = act({
	name: 'dispatch.script.answer',
	summary: { en: 'Answer a first question of a call', zh: '回答接警先问' },
	resource: callResource,
	input: z.strictObject({ call: id, version, question: scriptCode, answer: scriptCode }),
	output: z.object({
		call: id,
		state: callState,
		version,
		/** Type and facts of the call as they stand now. */
		type: incidentType.nullable(),
		facts: someFacts,
	}),
	purpose: 'none',
	personal: [],
	example: {
		input: { call: shown.call, version: 2, question: 'danger', answer: 'weapon' },
		output: {
			call: shown.call,
			state: 'live',
			version: 3,
			type: 'assault_weapon',
			facts: { weapon: 'unknown', hurt: 'unknown', ongoing: 'yes', vulnerable: 'unknown' },
		},
	},
})

const option = z.object({
	answer: z.string(),
	/** The one key that gives it. */
	key: z.string(),
	said: both,
})

/** A question as it is asked, with its answers. */
const questionShown = z.object({
	code: z.string(),
	ask: both,
	/** The row that asks it. */
	rule: z.string(),
	options: z.array(option),
})

export const scriptAnswered = z.object({
	question: z.string(),
	ask: both,
	answer: z.string(),
	said: both,
	/** What to tell the caller; null: nothing. */
	tell: both.nullable(),
	/** A unit is sent first, the rest is asked after. */
	first: z.boolean(),
	rule: z.string(),
	at: instant,
	by: byShown,
})
export type ScriptAnswered = z.output<typeof scriptAnswered>

/** D202. What to ask now, and what was answered. */
export const showScript = view({
	name: 'dispatch.script.show',
	summary: { en: 'What is asked first on a call', zh: '接警先问' },
	resource: callResource,
	input: z.strictObject({ call: id }),
	output: z.object({
		call: id,
		/** Null: the form comes next, or the call was not answered yet. */
		next: questionShown.nullable(),
		/** The newest answer to each question, in the order they were asked. */
		answered: z.array(scriptAnswered.extend({ options: z.array(option) })),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { call: shown.call },
		output: {
			call: shown.call,
			next: {
				code: 'weapon',
				ask: { en: 'What weapon is it?', zh: '是什么凶器？' },
				rule: 'dispatch.script r5',
				options: [{ answer: 'blade', key: '1', said: { en: 'A blade', zh: '刀具' } }],
			},
			answered: [
				{
					question: 'danger',
					ask: { en: 'Is anyone’s life in danger right now?', zh: '现在有人有生命危险吗？' },
					answer: 'weapon',
					said: { en: 'Someone has a weapon', zh: '有人持凶器' },
					tell: { en: 'Help is being sent. Get away from them.', zh: '正在派人过去。离开那个人。' },
					first: true,
					rule: 'dispatch.script-answer r10',
					at: shown.at,
					by: shown.by,
					options: [{ answer: 'weapon', key: '3', said: { en: 'Someone has a weapon', zh: '有人持凶器' } }],
				},
			],
		},
	},
})
