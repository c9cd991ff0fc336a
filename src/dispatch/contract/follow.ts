import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { instant, text } from '#kernel/contract/scalars.ts'
import { deskResource } from '../resources.ts'
import { both } from './shapes.ts'

/**
 * What the caller sees with the code read out at the end of the call. It names no type, no place and no police, so that
 * whoever picks up the phone learns nothing (D33).
 */

/** Ten letters and digits without look-alikes, dashes and case free: `4K7P-92MX-TQ`. */
export const followCode = z
	.string()
	.max(20)
	.transform((s) => s.toUpperCase().replace(/[^0-9A-Z]/g, ''))
	.pipe(z.string().regex(/^[2-9A-HJ-NP-Z]{10}$/, 'is not a code'))

/** D191. What the desk does on it: it may close, it calls back first, somebody goes all the same. */
export const cancelThen = z.enum(['close', 'call_back', 'go_on'])
export type CancelThen = z.output<typeof cancelThen>

export const followStep = z.object({
	key: z.enum(['received', 'on_the_way', 'there', 'done_there', 'answer']),
	at: instant.nullable(),
	/** By when it was promised: its target (D190); null while its clock has not begun. */
	promisedAt: instant.nullable(),
	/** `done`, `now`, `later`. */
	is: z.enum(['done', 'now', 'later']),
})

export const showFollow = view({
	name: 'dispatch.follow.show',
	summary: { en: 'How far a request is, by its code', zh: '凭查询码看进度' },
	resource: deskResource,
	input: z.strictObject({ code: followCode }),
	output: z.object({
		/** The first sentence: what is being done. */
		sentence: both,
		steps: z.array(followStep),
		/** What the caller added, newest first: times only. */
		added: z.array(instant),
		/** Numbered receipt, when the request was accepted for decision. */
		receiptNumber: z.string().nullable(),
		/** Leaf hash (hex) of the acceptance, or of the opening before it: names a receipt file, and says nothing itself. */
		receiptLeaf: z.string().nullable(),
		/** D195. Who takes over, when they were told, and when they had it, with their own number. */
		takenOver: z
			.object({ to: both, at: instant, acknowledgedAt: instant.nullable(), reference: z.string().nullable() })
			.nullable(),
		/** D191. When the caller said that help is no longer needed, and whether somebody comes all the same. */
		cancelled: z.object({ at: instant, then: cancelThen }).nullable(),
		/** D191, D192. What may be done by the code now. */
		mayAdd: z.boolean(),
		mayCancel: z.boolean(),
		reopenUntil: instant.nullable(),
	}),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: { code: '4K7P-92MX-TQ' },
		output: {
			sentence: { en: 'Help is on the way to you.', zh: '人已经在路上，马上到您那里。' },
			steps: [
				{
					key: 'received',
					at: '2026-11-24T02:44:32.000Z',
					promisedAt: '2026-11-24T02:44:42.000Z',
					is: 'done',
				},
			],
			added: [],
			receiptNumber: null,
			receiptLeaf: null,
			takenOver: null,
			cancelled: null,
			mayAdd: true,
			mayCancel: true,
			reopenUntil: null,
		},
	},
})

export const addFollow = act({
	name: 'dispatch.follow.add',
	summary: { en: 'Add something to a request, by its code', zh: '凭查询码补充内容' },
	resource: deskResource,
	input: z.strictObject({
		code: followCode,
		text: text(1000),
		/** May you be phoned? */
		safeToCall: z.boolean().optional(),
	}),
	output: z.object({ at: instant }),
	purpose: 'none',
	personal: ['text'],
	anonymous: true,
	example: {
		input: { code: '4K7P-92MX-TQ', text: 'He left by the back door.' },
		output: { at: '2026-11-24T02:51:00.000Z' },
	},
})

export const cancelFollow = act({
	name: 'dispatch.follow.cancel',
	summary: { en: 'Say that help is no longer needed, by its code', zh: '凭查询码表示不再需要' },
	resource: deskResource,
	input: z.strictObject({ code: followCode, text: text(500).optional() }),
	output: z.object({ at: instant }),
	purpose: 'none',
	personal: ['text'],
	anonymous: true,
	example: {
		input: { code: '4K7P-92MX-TQ', text: 'They have gone.' },
		output: { at: '2026-11-24T02:55:00.000Z' },
	},
})

export const reopenFollow = act({
	name: 'dispatch.follow.reopen',
	summary: { en: 'Say that it is not over, by its code', zh: '凭查询码重新打开' },
	resource: deskResource,
	input: z.strictObject({ code: followCode, text: text(500) }),
	output: z.object({ at: instant }),
	purpose: 'none',
	personal: ['text'],
	anonymous: true,
	example: {
		input: { code: '4K7P-92MX-TQ', text: 'It began again.' },
		output: { at: '2026-11-24T05:10:00.000Z' },
	},
})
