import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, point, text, version } from '#kernel/contract/scalars.ts'
import { callResource, deskResource } from '../resources.ts'
import {
	callBackOutcome,
	callerKind,
	callState,
	closeReason,
	datum,
	someFacts,
	incidentType,
	priority,
	service,
	unspoken,
} from './lists.ts'
import { callRow, callShown, page, placeInput } from './shapes.ts'
import { shown } from './examples.ts'

const calls = { id: shown.call, incident: shown.incident }
const changed = z.object({ call: id, state: callState, version })
const example = (state: z.output<typeof callState>, v: number) => ({ call: calls.id, state, version: v })

export const phone = z.string().regex(/^\+?[0-9*#]{3,20}$/, 'is not a telephone number')

/** D1. The call is saved when the line rings. Born at the desk of `agency`. */
export const ringCall = act({
	name: 'dispatch.call.ring',
	summary: { en: 'Save a call as the line rings', zh: '来电振铃即存' },
	resource: deskResource,
	input: z.strictObject({
		/** Bureau or station whose line rings. */
		agency: id,
		/** Absent when withheld. */
		number: phone.optional(),
		/** Line or seat the exchange names, e.g. `110-3`; `hand` when keyed by hand with the line down. */
		line: text(32).default('hand'),
		/** The exchange's own id of the call: the same id rings once. */
		reference: text(64).optional(),
		located: z
			.strictObject({ point, accuracyMetres: z.number().min(0).max(50_000), datum: datum.default('unknown') })
			.optional(),
		/** When the line rang, by the exchange's clock. */
		at: instant.optional(),
		silent: z.boolean().default(false),
	}),
	output: z.object({ call: id, number: z.string(), state: callState, version }),
	purpose: 'none',
	personal: ['number'],
	example: {
		input: {
			agency: shown.bureau,
			number: '13800002207',
			line: '110-3',
			located: { point: [121.9012, 29.1034], accuracyMetres: 90, datum: 'wgs84' },
		},
		output: { call: calls.id, number: 'C2611-0447', state: 'ringing', version: 1 },
	},
})

export const answerCall = act({
	name: 'dispatch.call.answer',
	summary: { en: 'Answer a ringing call', zh: '接听来电' },
	resource: callResource,
	input: z.strictObject({ call: id, version, at: instant.optional() }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { call: calls.id, version: 1 }, output: example('live', 2) },
})

/** D2. A line dropped before it was answered, or before anything is known, leaves the call on the queue as abandoned. */
export const hangUpCall = act({
	name: 'dispatch.call.hang-up',
	summary: { en: 'End the line of a call', zh: '挂断来电' },
	resource: callResource,
	input: z.strictObject({ call: id, version, at: instant.optional() }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { call: calls.id, version: 2 }, output: example('ended', 3) },
})

export const saveDetail = act({
	name: 'dispatch.call.save-detail',
	summary: { en: 'Save what is heard on a call', zh: '记录报警内容' },
	resource: callResource,
	input: z.strictObject({
		call: id,
		version,
		/** One thing said; appended with its time, never overwritten. */
		said: text(500).optional(),
		callerKind: callerKind.optional(),
		callerName: text(80).optional(),
		callBackNumber: phone.optional(),
		safeToCall: z.boolean().optional(),
		/** Language an interpreter is needed for, e.g. `yue`, `en`. */
		interpreter: z
			.string()
			.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/, 'is not a language tag')
			.optional(),
		silent: z.boolean().optional(),
		/** Why the caller is written to and not rung; null takes it back. */
		unspoken: unspoken.nullable().optional(),
		type: incidentType.optional(),
		facts: someFacts.optional(),
		place: placeInput.optional(),
	}),
	output: changed,
	purpose: 'none',
	personal: ['said', 'callerName', 'callBackNumber', 'place.words', 'place.detail'],
	example: {
		input: {
			call: calls.id,
			version: 2,
			said: 'A man has a knife, by the stairs, ground floor.',
			callerKind: 'witness',
			safeToCall: true,
		},
		output: example('live', 3),
	},
})

/** D11. Offered when a call lies near an open incident in the type's window; the call-taker decides. */
export const attachCall = act({
	name: 'dispatch.call.attach',
	summary: { en: 'Attach a call to an incident', zh: '并入已有警情' },
	resource: callResource,
	input: z.strictObject({ call: id, version, incident: id }),
	output: z.object({ call: id, state: callState, version, incident: id }),
	purpose: 'none',
	personal: [],
	example: {
		input: { call: calls.id, version: 3, incident: calls.incident },
		output: { ...example('attached', 4), incident: calls.incident },
	},
})

export const callBack = act({
	name: 'dispatch.call.call-back',
	summary: { en: 'Call an abandoned caller back', zh: '回拨' },
	resource: callResource,
	input: z.strictObject({ call: id, version, outcome: callBackOutcome }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { call: calls.id, version: 2, outcome: 'reached' }, output: example('live', 3) },
})

/** D3. An abandoned call leaves the queue only when called back or closed with a reason. */
export const closeCall = act({
	name: 'dispatch.call.close',
	summary: { en: 'Close a call without an incident, with a reason', zh: '注明原因，结束无警情来电' },
	resource: callResource,
	input: z.strictObject({ call: id, version, reason: closeReason, words: text(300).optional() }),
	output: changed,
	purpose: 'none',
	personal: ['words'],
	example: {
		input: { call: calls.id, version: 3, reason: 'reached_misdial' },
		output: example('closed_without_incident', 4),
	},
})

/** D4. A non-police call is a state, never a deletion. */
export const transferCall = act({
	name: 'dispatch.call.transfer',
	summary: { en: 'Hand a non-police call to another service', zh: '转交非警务警情' },
	resource: callResource,
	input: z.strictObject({ call: id, version, to: service, words: text(300) }),
	output: changed.extend({
		/** Code the caller follows it with; read it out (D195). */
		followCode: z.string(),
		/** By when they acknowledge (D196). */
		dueAt: instant,
	}),
	purpose: 'none',
	personal: ['words'],
	example: {
		input: { call: calls.id, version: 3, to: 'government_12345', words: 'Street lamp out for two nights.' },
		output: { ...example('transferred', 4), followCode: '4K7P-92MX-TQ', dueAt: '2026-11-24T03:15:00.000Z' },
	},
})

export const listCalls = view({
	name: 'dispatch.call.list',
	summary: { en: 'Calls on the queue, newest first', zh: '来电列表' },
	resource: deskResource,
	input: z.strictObject({ ...page, state: callState.optional(), open: z.enum(['yes', 'no']).optional() }),
	output: z.object({ rows: z.array(callRow), next: z.string().nullable() }),
	purpose: 'none',
	looks: 'entered',
	example: { input: { open: 'yes' }, output: { rows: [shown.callRow], next: null } },
})

export const showCall = view({
	name: 'dispatch.call.show',
	summary: { en: 'One call: what is known and said', zh: '来电详情' },
	resource: callResource,
	input: z.strictObject({ call: id }),
	output: callShown,
	purpose: 'none',
	looks: 'entered',
	example: { input: { call: calls.id }, output: shown.callShown },
})

/** Names and numbers open with a purpose only. */
export const showCaller = view({
	name: 'dispatch.caller.show',
	summary: { en: "The caller's number and name", zh: '报警人号码与姓名' },
	resource: callResource,
	input: z.strictObject({ call: id }),
	output: z.object({
		call: id,
		number: z.string().nullable(),
		callBackNumber: z.string().nullable(),
		name: z.string().nullable(),
		safeToCall: z.boolean().nullable(),
		/** Code the caller follows the report with. */
		followCode: z.string().nullable(),
	}),
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { call: calls.id },
		output: {
			call: calls.id,
			number: '13800002207',
			callBackNumber: null,
			name: null,
			safeToCall: true,
			followCode: '4K7P-92MX-TQ',
		},
	},
})

/** D11. Same place and time, by the window of the type; and what happened here in the last 30 days. */
export const listNear = view({
	name: 'dispatch.near.list',
	summary: { en: 'What happened near here', zh: '可能重复的警情与近 30 天附近警情' },
	resource: deskResource,
	input: z.strictObject({
		lon: z.coerce.number().min(-180).max(180),
		lat: z.coerce.number().min(-90).max(90),
		type: incidentType.optional(),
		/** The call or incident asked for, left out of the answer. */
		but: id.optional(),
	}),
	output: z.object({
		window: z.object({ metres: z.int(), minutes: z.int(), rule: z.string(), row: z.int().nullable() }),
		same: z.array(
			z.object({
				kind: z.enum(['call', 'incident']),
				id,
				number: z.string(),
				type: incidentType.nullable(),
				priority: priority.nullable(),
				metres: z.number(),
				ageSeconds: z.int(),
				/** In the window: may be attached. */
				inside: z.boolean(),
				alike: z.array(z.enum(['place', 'time', 'type'])),
				version,
			}),
		),
		before: z.array(
			z.object({
				incident: id,
				number: z.string(),
				type: incidentType,
				at: instant,
				metres: z.number(),
				disposition: z.string().nullable(),
			}),
		),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { lon: 121.9012, lat: 29.1034, type: 'assault_weapon' },
		output: {
			window: { metres: 150, minutes: 30, rule: 'D11', row: 1 },
			same: [
				{
					kind: 'call',
					id: calls.id,
					number: 'C2611-0448',
					type: 'silent_call',
					priority: null,
					metres: 40,
					ageSeconds: 52,
					inside: true,
					alike: ['place', 'time'],
					version: 2,
				},
			],
			before: [],
		},
	},
})
