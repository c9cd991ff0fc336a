import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text } from '#kernel/contract/scalars.ts'
import { partBody, partNumber, photograph, sha256 } from '#kernel/files/contract.ts'
import { shownWarning, warningResource } from './shapes.ts'

/** V68. A message that went out, carried by hand to a broadcaster on another network, and what came back of it. */

const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** V68. */
export const carryMessage = act({
	name: 'warnings.message.carry',
	summary: { en: 'Enter that a broadcaster took a message', zh: '登记播发单位已接收预警消息' },
	resource: warningResource,
	input: z.strictObject({
		warning: id,
		/** The newest message of it when left out. */
		message: text(64).optional(),
		/** The office or broadcaster. */
		to: text(80),
		/** Their number, a photograph of their screen, or both. */
		reference: text(64).optional(),
		photo: photograph.optional(),
		/** When they took it, by their clock. */
		at: instant.optional(),
	}),
	output: z.object({ warning: id, carried: id, at: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { warning: shownWarning.id, to: '县广播电视台', reference: 'GB-0447' },
		output: { warning: shownWarning.id, carried: shownWarning.incident, at: '2026-11-24T04:05:00.000Z' },
	},
})

/** V68. One part of a photograph that was announced. */
export const putCarriedPhoto = act({
	name: 'warnings.carried.put',
	summary: { en: 'Hand in a part of a photograph of a broadcaster’s screen', zh: '上传播发单位屏幕照片分片' },
	resource: warningResource,
	long: true,
	input: z.strictObject({ warning: id, sha256, part: partNumber, base64: partBody }),
	output: z.object({ warning: id, missing: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { warning: shownWarning.id, sha256: hash, part: 0, base64: '/9j/4AAQ' },
		output: { warning: shownWarning.id, missing: 0 },
	},
})

/** V68. Who took the messages of a warning, newest first. */
export const listCarriedMessages = view({
	name: 'warnings.carried.list',
	summary: { en: 'Who took the messages of a warning', zh: '预警消息的接收回执' },
	resource: warningResource,
	input: z.strictObject({ warning: id }),
	output: z.object({
		rows: z.array(
			z.object({
				id,
				message: z.string(),
				to: z.string(),
				at: instant,
				reference: z.string().nullable(),
				photo: z.object({ sha256, kind: z.string(), parts: z.int(), whole: z.boolean() }).nullable(),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: { input: { warning: shownWarning.id }, output: { rows: [] } },
})

/** V68. One part of a whole photograph. */
export const showCarriedPhoto = view({
	name: 'warnings.carried.show',
	summary: { en: 'A part of a photograph of a broadcaster’s screen', zh: '播发单位屏幕照片分片' },
	resource: warningResource,
	input: z.strictObject({ warning: id, sha256, part: z.coerce.number().int().min(0).max(39) }),
	output: z.object({ base64: z.string() }),
	purpose: 'none',
	looks: 'entered',
	example: { input: { warning: shownWarning.id, sha256: hash, part: 0 }, output: { base64: '/9j/4AAQ' } },
})
