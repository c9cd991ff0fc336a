import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, point } from '#kernel/contract/scalars.ts'
import { partBody, partNumber, sha256 } from '#kernel/files/contract.ts'
import { callResource, deskResource, unitResource } from '../resources.ts'
import { service } from './lists.ts'
import { shown } from './examples.ts'
import { outwardKind } from './outward.ts'

/** D295, D296. What is carried by hand between our network and another: keyed or photographed back, and told by radio. */

const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** D296. One part of a photograph of another system's screen. */
export const putCarried = act({
	name: 'dispatch.carried.put',
	summary: { en: 'Hand in a part of a photograph of another screen', zh: '上传对方屏幕照片分片' },
	resource: callResource,
	long: true,
	input: z.strictObject({ call: id, sha256, part: partNumber, base64: partBody }),
	output: z.object({ call: id, missing: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { call: shown.call, sha256: hash, part: 0, base64: '/9j/4AAQ' },
		output: { call: shown.call, missing: 0 },
	},
})

/** D296. What came back in the last day, newest first. */
export const listCarried = view({
	name: 'dispatch.carried.list',
	summary: { en: 'What came back from other networks', zh: '其他网络的回执' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({
		rows: z.array(
			z.object({
				call: z.object({ id, number: z.string() }),
				/** To whom the call was handed, or which message went out. */
				what: z.union([z.object({ to: service }), z.object({ message: outwardKind, sent: z.boolean() })]),
				/** By their clock. */
				at: instant,
				reference: z.string().nullable(),
				photo: z.object({ sha256, kind: z.string(), parts: z.int(), whole: z.boolean() }).nullable(),
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
					call: { id: shown.call, number: 'C2611-0447' },
					what: { to: 'fire_119' },
					at: shown.at,
					reference: 'F-0447',
					photo: null,
				},
			],
			more: false,
		},
	},
})

/** D296. One part of a whole photograph. */
export const showCarried = view({
	name: 'dispatch.carried.show',
	summary: { en: 'A part of a photograph of another screen', zh: '对方屏幕照片分片' },
	resource: callResource,
	input: z.strictObject({ call: id, sha256, part: z.coerce.number().int().min(0).max(39) }),
	output: z.object({ base64: z.string() }),
	purpose: 'none',
	looks: 'entered',
	example: { input: { call: shown.call, sha256: hash, part: 0 }, output: { base64: '/9j/4AAQ' } },
})

/** D295. Where a unit says that it is, by radio; in the ledger stands only that it was told. */
export const placeUnit = act({
	name: 'dispatch.unit.place',
	summary: { en: 'Enter where a unit says it is, by radio', zh: '登记单元电台报告的位置' },
	resource: unitResource,
	input: z.strictObject({
		unit: id,
		point,
		/** When it said so. */
		at: instant.optional(),
	}),
	output: z.object({ unit: id, at: instant }),
	purpose: 'none',
	personal: ['point'],
	example: { input: { unit: shown.unit, point: [121.9012, 29.1034] }, output: { unit: shown.unit, at: shown.at } },
})
