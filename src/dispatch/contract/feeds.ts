import { z } from 'zod'
import { feed } from '#kernel/contract/declare.ts'
import { id, instant, point, text } from '#kernel/contract/scalars.ts'
import { shown } from './examples.ts'
import { datum } from './lists.ts'

/** The two declared feeds: the telephone exchange, whose events become acts, and positions, which do not. */

const accuracyMetres = z.number().min(0).max(50_000)
const located = z.strictObject({ point, accuracyMetres, datum: datum.default('unknown') })
const reference = text(64)

export const telephonyEvent = z.discriminatedUnion('event', [
	z.strictObject({
		event: z.literal('ring'),
		agency: id,
		reference,
		line: text(32),
		number: text(24).optional(),
		located: located.optional(),
		at: instant.optional(),
		silent: z.boolean().optional(),
	}),
	z.strictObject({ event: z.literal('answered'), agency: id, reference, at: instant.optional() }),
	z.strictObject({ event: z.literal('hung-up'), agency: id, reference, at: instant.optional() }),
])

/** D1. */
export const telephonyFeed = feed({
	name: 'dispatch.telephony',
	path: '/calls/telephony',
	summary: { en: 'What the telephone exchange tells of a line', zh: '电话交换机上报线路事件' },
	key: {
		en: 'The key of the exchange, set by SEAWALL_TELEPHONY_KEY.',
		zh: '交换机密钥，由 SEAWALL_TELEPHONY_KEY 设定。',
	},
	input: telephonyEvent,
	output: z.object({
		output: z.object({ call: id, version: z.int() }).loose(),
		/** Of the act the event became. */
		receipt: z.string().optional(),
		at: instant.optional(),
		/** The event was told before, or a person was faster. */
		already: z.literal(true).optional(),
	}),
	example: {
		input: {
			event: 'ring',
			agency: shown.bureauRef.id,
			reference: 'pbx-20261124-0447',
			line: '110-3',
			number: '13800002207',
			located: { point: [121.9012, 29.1034], accuracyMetres: 60, datum: 'wgs84' },
		},
		output: {
			output: { call: shown.call, number: 'C2611-0447', state: 'ringing', version: 1 },
			receipt: 'b7c14e09a2d577f06e340b9cffb37a989ca544e6bb780a2c78901d3fb3373844',
			at: shown.at,
		},
	},
})

export const positionBatch = z.strictObject({
	fixes: z
		.array(
			z.strictObject({
				point,
				datum: datum.default('unknown'),
				at: instant,
				heading: z.number().min(0).max(360).optional(),
				accuracyMetres: accuracyMetres.optional(),
			}),
		)
		.min(1)
		.max(100),
})

/** D27. */
export const positionsFeed = feed({
	name: 'dispatch.positions',
	path: '/positions',
	summary: { en: 'Where a unit on shift is, in batches', zh: '当班处警单元的位置（成批上报）' },
	key: {
		en: 'The key that dispatch.unit.open-feed gave for this unit and shift.',
		zh: '由 dispatch.unit.open-feed 为本单元本班次签发的密钥。',
	},
	input: positionBatch,
	output: z.object({ taken: z.int() }),
	example: {
		input: { fixes: [{ point: [121.9012, 29.1034], datum: 'wgs84', at: shown.at, heading: 90, accuracyMetres: 8 }] },
		output: { taken: 1 },
	},
})
