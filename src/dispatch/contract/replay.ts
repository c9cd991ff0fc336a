import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, point, text, version } from '#kernel/contract/scalars.ts'
import { deskResource } from '../resources.ts'
import { replayShown } from './desk.ts'
import { shown } from './examples.ts'
import { callState, incidentType, someFacts } from './lists.ts'

const replayInput = { agency: id }
const replayOutput = replayShown
const replayExample = { allowed: true, running: true, speed: 4, seed: 1, calls: 12, version: 2 }

/** D35. Generated calls exist only while no real organisation is set up. */
export const startReplay = act({
	name: 'dispatch.replay.start',
	summary: { en: 'Start the replay clock of the demo', zh: '开始演示回放' },
	resource: deskResource,
	input: z.strictObject({ ...replayInput, seed: z.int().min(1).max(1_000_000).optional() }),
	output: replayOutput,
	purpose: 'none',
	personal: [],
	example: { input: { agency: shown.bureau }, output: replayExample },
})

export const pauseReplay = act({
	name: 'dispatch.replay.pause',
	summary: { en: 'Pause the replay clock', zh: '暂停演示回放' },
	resource: deskResource,
	input: z.strictObject(replayInput),
	output: replayOutput,
	purpose: 'none',
	personal: [],
	example: { input: { agency: shown.bureau }, output: { ...replayExample, running: false } },
})

export const speedReplay = act({
	name: 'dispatch.replay.speed',
	summary: { en: 'Set the speed of the replay clock', zh: '调节演示回放速度' },
	resource: deskResource,
	input: z.strictObject({ ...replayInput, speed: z.number().min(0.25).max(60) }),
	output: replayOutput,
	purpose: 'none',
	personal: [],
	example: { input: { agency: shown.bureau, speed: 4 }, output: replayExample },
})

export const showReplay = view({
	name: 'dispatch.replay.show',
	summary: { en: 'The replay clock', zh: '演示回放' },
	resource: deskResource,
	input: z.strictObject({}),
	output: replayShown,
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: replayExample },
})

/** D35. One generated call, labelled so for ever. The replay clock alone performs it. */
export const ringReplay = act({
	name: 'dispatch.replay.ring',
	summary: { en: 'Ring a generated call', zh: '生成演示来电' },
	resource: deskResource,
	input: z.strictObject({
		agency: id,
		type: incidentType,
		facts: someFacts.optional(),
		/** Address of the map in use. */
		address: text(64),
		/** Where the phone is, near the address. */
		point,
		accuracyMetres: z.number().min(0).max(5_000),
		/** Invented lines, as a caller might say them. */
		said: z.array(text(500)).max(10),
		silent: z.boolean().default(false),
	}),
	output: z.object({ call: id, number: z.string(), state: callState, version }),
	purpose: 'none',
	personal: [],
	example: {
		input: {
			agency: shown.bureau,
			type: 'noise',
			address: 'address:1041',
			point: [121.9012, 29.1034],
			accuracyMetres: 60,
			said: ['Drilling upstairs again.'],
		},
		output: { call: shown.call, number: 'C2611-0449', state: 'ringing', version: 1 },
	},
})
