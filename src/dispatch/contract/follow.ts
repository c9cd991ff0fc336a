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

export const followStep = z.object({
	key: z.enum(['received', 'on_the_way', 'there', 'done_there', 'answer']),
	at: instant.nullable(),
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
	}),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: { code: '4K7P-92MX-TQ' },
		output: {
			sentence: { en: 'Help is on the way to you.', zh: '人已经在路上，马上到您那里。' },
			steps: [{ key: 'received', at: '2026-11-24T02:44:32.000Z', is: 'done' }],
			added: [],
			receiptNumber: null,
			receiptLeaf: null,
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
