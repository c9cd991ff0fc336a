import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text } from '#kernel/contract/scalars.ts'
import { photograph } from '#kernel/files/contract.ts'
import { callResource, deskResource } from '../resources.ts'
import { both } from './shapes.ts'
import { shown } from './examples.ts'

/**
 * What goes out to callers: D193, D194. Networks of the police are cut off, so it is carried by hand: copied into the terminal
 * of another network, and its time keyed back.
 */

/** Another service took over; it came back; there is an answer; it was reopened; where to write (D284). */
export const outwardKind = z.enum(['taken_over', 'came_back', 'answered', 'reopened', 'write_here'])
export type OutwardKind = z.output<typeof outwardKind>
export const outwardState = z.enum(['waiting', 'withheld', 'sent', 'failed'])

const message = '019aa000-0000-7000-8000-000000000901'

export const listOutward = view({
	name: 'dispatch.outward.list',
	summary: { en: 'Messages to callers that wait to be carried out', zh: '待发送给报警人的消息' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({
		rows: z.array(
			z.object({
				id,
				call: z.object({ id, number: z.string() }),
				kind: outwardKind,
				/** As it goes out: no type, no place, no police. */
				words: both,
				at: instant,
			}),
		),
		more: z.boolean(),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			rows: [
				{
					id: message,
					call: { id: shown.call, number: 'C2611-0447' },
					kind: 'taken_over',
					words: { en: 'Your request was taken over.', zh: '您的请求已有部门接手。' },
					at: '2026-11-24T02:50:00.000Z',
				},
			],
			more: false,
		},
	},
})

export const finishOutward = act({
	name: 'dispatch.outward.finish',
	summary: { en: 'Enter that a message to a caller went out, or did not', zh: '登记消息已发出或未发出' },
	resource: callResource,
	input: z.strictObject({
		call: id,
		message: id,
		outcome: z.enum(['sent', 'failed']),
		/** D296. The number the other terminal gave it, a photograph of its screen, or both. */
		reference: text(64).optional(),
		photo: photograph.optional(),
		/** By the clock of the terminal it was sent from. */
		at: instant.optional(),
	}),
	output: z.object({ message: id, state: outwardState }),
	purpose: 'none',
	personal: [],
	example: {
		input: { call: shown.call, message, outcome: 'sent' },
		output: { message, state: 'sent' },
	},
})
