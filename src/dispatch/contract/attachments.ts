import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, point, text } from '#kernel/contract/scalars.ts'
import { partBody, partNumber, sha256 } from '#kernel/files/contract.ts'
import { incidentResource } from '../resources.ts'
import { shown } from './examples.ts'
import { byShown } from './shapes.ts'

/** D126 to D128. Photographs as they were taken, recordings by their hash. */

const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const common = {
	incident: id,
	/** Of the original bytes. */
	sha256,
	/** By the device's own clock. */
	madeAt: instant,
	/** How far that clock stood from the server's when it was attached, in milliseconds; positive when it was behind. */
	clockOffsetMs: z.int().min(-86_400_000).max(86_400_000),
	point: point.optional(),
	accuracyMetres: z.number().min(0).max(50_000).optional(),
}
export const attachmentKind = z.enum(['photo', 'recording'])

/** D126, D127. Names what is handed in. A photograph's bytes follow in parts; a recording stays where it is. */
export const attachIncident = act({
	name: 'dispatch.incident.attach',
	summary: { en: 'Attach a photograph or a recording by its hash', zh: '附照片或录音录像（按哈希）' },
	resource: incidentResource,
	input: z.strictObject({
		...common,
		what: attachmentKind,
		/** A photograph's kind and length are needed; a recording's may be told. */
		kind: text(60).optional(),
		bytes: z.int().min(1).max(1_000_000_000_000).optional(),
	}),
	output: z.object({ incident: id, attachment: id, again: z.boolean() }),
	purpose: 'none',
	personal: [],
	example: {
		input: {
			incident: shown.incident,
			what: 'photo',
			sha256: hash,
			kind: 'image/jpeg',
			bytes: 204_800,
			madeAt: shown.at,
			clockOffsetMs: 1_200,
			point: [121.9012, 29.1034],
			accuracyMetres: 8,
		},
		output: { incident: shown.incident, attachment: shown.assignment, again: false },
	},
})

/** D126. One part of a photograph that was attached, in any order; the last one is checked against the hash. */
export const putAttachment = act({
	name: 'dispatch.attachment.put',
	summary: { en: 'Hand in a part of a photograph', zh: '上传照片分片' },
	resource: incidentResource,
	long: true,
	input: z.strictObject({ incident: id, sha256, part: partNumber, base64: partBody }),
	output: z.object({ incident: id, missing: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { incident: shown.incident, sha256: hash, part: 0, base64: '/9j/4AAQ' },
		output: { incident: shown.incident, missing: 0 },
	},
})

/** D128. What was handed in to an incident. */
export const listAttachments = view({
	name: 'dispatch.attachment.list',
	summary: { en: 'Photographs and recordings of an incident', zh: '警情照片与录音录像' },
	resource: incidentResource,
	input: z.strictObject({ incident: id }),
	output: z.object({
		rows: z.array(
			z.object({
				id,
				what: attachmentKind,
				sha256,
				kind: z.string().nullable(),
				bytes: z.number().nullable(),
				madeAt: instant,
				clockOffsetMs: z.int(),
				point: point.nullable(),
				accuracyMetres: z.number().nullable(),
				at: instant,
				by: byShown,
				/** Parts that can be read; 0 while a photograph is not whole, and of a recording. */
				parts: z.int(),
			}),
		),
	}),
	purpose: 'none',
	looks: 'entered',
	example: { input: { incident: shown.incident }, output: { rows: [] } },
})

/** D128. One part of a whole photograph. */
export const showAttachment = view({
	name: 'dispatch.attachment.show',
	summary: { en: 'A part of a photograph', zh: '照片分片' },
	resource: incidentResource,
	input: z.strictObject({ incident: id, sha256, part: z.coerce.number().int().min(0).max(39) }),
	output: z.object({ base64: z.string() }),
	purpose: 'none',
	looks: 'entered',
	example: { input: { incident: shown.incident, sha256: hash, part: 0 }, output: { base64: '/9j/4AAQ' } },
})
