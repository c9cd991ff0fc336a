import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, point, text, version } from '#kernel/contract/scalars.ts'
import { callResource, deskResource } from '../resources.ts'
import { phone } from './calls.ts'
import { followCode } from './follow.ts'
import { shown } from './examples.ts'
import { unspoken } from './lists.ts'
import { outwardState } from './outward.ts'
import { both } from './shapes.ts'

/**
 * Calls that are written: whoever cannot or must not speak opens `/text`, and goes on by a code (D280 to D286). As on the
 * caller's page nothing the page itself says names a type, a place or police.
 */

const language = z.enum(['en', 'zh'])

/** A sentence of `phrases.dmn` (D282). */
const phrase = z.object({ code: z.string(), words: both })
const callerPhrase = phrase.extend({
	/** An answer, offered once the conversation has begun. */
	answers: z.boolean(),
})
export type CallerPhrase = z.output<typeof callerPhrase>
export type Phrase = z.output<typeof phrase>

/** One line of either side. A phrase stands in both languages; what a person wrote in the one they wrote it in, and `other` is null. */
const line = z.object({
	id,
	at: instant,
	from: z.enum(['caller', 'desk']),
	text: z.string(),
	/** The same in Chinese, when `text` is English of a phrase. */
	zh: z.string().nullable(),
})
export type TextLine = z.output<typeof line>

const where = z.strictObject({ point, accuracyMetres: z.number().min(0).max(50_000) })
const code = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'is not a phrase')
const exampleLine = '019aa000-0000-7000-8000-000000000a01'
const at = '2026-11-24T02:44:32.000Z'

export const listPhrases = view({
	name: 'dispatch.text.phrases',
	summary: { en: 'Sentences a caller may press instead of writing', zh: '报警人可点选的短语' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({ phrases: z.array(callerPhrase) }),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: {},
		output: { phrases: [{ code: 'deaf', words: { en: 'I am deaf.', zh: '我听不见。' }, answers: false }] },
	},
})

/** D280. A call by writing. At least one phrase or some words. */
export const beginText = act({
	name: 'dispatch.text.begin',
	summary: { en: 'Call by writing', zh: '文字报警' },
	resource: deskResource,
	input: z.strictObject({
		language,
		phrases: z.array(code).max(8).default([]),
		text: text(500).optional(),
		/** Where, in the caller's words. */
		where: text(160).optional(),
		/** Where the phone is, given on purpose, once. WGS 84. */
		located: where.optional(),
		/** D281. May they be rung or messaged? Only a yes is one. */
		safeToCall: z.boolean().default(false),
		number: phone.optional(),
	}),
	output: z.object({ code: z.string(), at: instant }),
	purpose: 'none',
	/** The code it gives opens what was said: no key keeps the answer, and the same key is the same call. */
	secret: [],
	personal: ['phrases', 'text', 'where', 'number'],
	anonymous: true,
	example: {
		input: {
			language: 'en',
			phrases: ['deaf', 'ambulance'],
			text: 'My father fell down the stairs.',
			safeToCall: false,
		},
		output: { code: '4K7P-92MX-TQ', at },
	},
})

/** D282. One line by the code; or where the phone is; or that ringing is safe, or no longer. */
export const writeText = act({
	name: 'dispatch.text.write',
	summary: { en: 'Write another line of a written call', zh: '继续书写文字报警' },
	resource: deskResource,
	input: z.strictObject({
		code: followCode,
		phrase: code.optional(),
		text: text(500).optional(),
		located: where.optional(),
		safeToCall: z.boolean().optional(),
	}),
	output: z.object({ line: id.nullable(), at: instant }),
	purpose: 'none',
	personal: ['phrase', 'text'],
	anonymous: true,
	example: {
		input: { code: '4K7P-92MX-TQ', phrase: 'yes' },
		output: { line: exampleLine, at },
	},
})

/** D286. The conversation, for whoever holds the code. */
export const showText = view({
	name: 'dispatch.text.show',
	summary: { en: 'A written call, by its code', zh: '凭查询码看文字报警' },
	resource: deskResource,
	input: z.strictObject({ code: followCode }),
	output: z.object({
		/** The first sentence: what is being done. */
		sentence: both,
		stands: z.enum(['waiting', 'here', 'passed', 'over']),
		lines: z.array(line),
		/** Up to when the other side has read. */
		seenAt: instant.nullable(),
		mayWrite: z.boolean(),
		safeToCall: z.boolean(),
	}),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: { code: '4K7P-92MX-TQ' },
		output: {
			sentence: { en: 'Somebody reads what you write and answers here.', zh: '有人在看您写的内容，并会在这里回复。' },
			stands: 'here',
			lines: [{ id: exampleLine, at, from: 'caller', text: 'I am deaf.', zh: '我听不见。' }],
			seenAt: at,
			mayWrite: true,
			safeToCall: false,
		},
	},
})

export const showThread = view({
	name: 'dispatch.text.thread',
	summary: { en: 'What was written on a call', zh: '文字报警对话' },
	resource: callResource,
	input: z.strictObject({ call: id }),
	output: z.object({
		call: id,
		/** A code was given, so the caller may write. */
		open: z.boolean(),
		/** Whoever looks may answer, and somebody reads. */
		mayWrite: z.boolean(),
		/** Language of the caller's page. */
		language: language.nullable(),
		unspoken: unspoken.nullable(),
		safeToCall: z.boolean().nullable(),
		lines: z.array(line),
		seenAt: instant.nullable(),
		/** By when the oldest unanswered line is answered (D285). */
		dueAt: instant.nullable(),
		phrases: z.array(phrase),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { call: shown.call },
		output: {
			call: shown.call,
			open: true,
			mayWrite: true,
			language: 'en',
			unspoken: 'deaf',
			safeToCall: false,
			lines: [{ id: exampleLine, at, from: 'caller', text: 'I am deaf.', zh: '我听不见。' }],
			seenAt: null,
			dueAt: null,
			phrases: [{ code: 'where', words: { en: 'Where are you?', zh: '您在哪里？' } }],
		},
	},
})

export const sayText = act({
	name: 'dispatch.text.say',
	summary: { en: 'Answer a written call', zh: '回复文字报警' },
	resource: callResource,
	input: z.strictObject({ call: id, phrase: code.optional(), text: text(500).optional() }),
	output: z.object({ line: id, at: instant }),
	purpose: 'none',
	personal: ['phrase', 'text'],
	example: { input: { call: shown.call, phrase: 'where' }, output: { line: exampleLine, at } },
})

/** D286. What the caller wrote stands on a screen of the desk. */
export const readText = act({
	name: 'dispatch.text.read',
	summary: { en: 'Enter that a written call was read', zh: '登记文字报警已读' },
	resource: callResource,
	input: z.strictObject({ call: id }),
	output: z.object({ call: id, seenAt: instant }),
	purpose: 'none',
	personal: [],
	example: { input: { call: shown.call }, output: { call: shown.call, seenAt: at } },
})

/** D284. A caller on the line is told where to write: by hand, and only where it is safe. */
export const inviteText = act({
	name: 'dispatch.text.invite',
	summary: { en: 'Let a caller go on by writing', zh: '请报警人改用文字' },
	resource: callResource,
	input: z.strictObject({ call: id, version }),
	output: z.object({
		call: id,
		version,
		/** Read it out or show it where that can be done. */
		code: z.string(),
		message: outwardState,
	}),
	purpose: 'none',
	/** So does this one's. */
	secret: [],
	personal: [],
	example: {
		input: { call: shown.call, version: 3 },
		output: { call: shown.call, version: 4, code: '4K7P-92MX-TQ', message: 'waiting' },
	},
})
