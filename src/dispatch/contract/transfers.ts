import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { photograph } from '#kernel/files/contract.ts'
import { callResource, deskResource } from '../resources.ts'
import { callState, service } from './lists.ts'
import { shown } from './examples.ts'

/** What becomes of a call handed to another service: D195 to D198. */

const changed = z.object({ call: id, state: callState, version })
const key = z.strictObject({ call: id, version })

/** The other service says that it has it, by its own number; keyed back where its system is on another network. */
export const acknowledgeTransfer = act({
	name: 'dispatch.transfer.acknowledge',
	summary: { en: 'Enter that another service took a call over', zh: '登记其他部门已接手' },
	resource: callResource,
	input: key.extend({
		/** D296. The other system's number, a photograph of its screen, or both. */
		reference: text(64).optional(),
		photo: photograph.optional(),
		/** When they took it, by their clock. */
		at: instant.optional(),
	}),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { call: shown.call, version: 4, reference: '12345-20261124-0447' },
		output: { call: shown.call, state: 'taken_over', version: 5 },
	},
})

export const returnTransfer = act({
	name: 'dispatch.transfer.return',
	summary: { en: 'Take a call back that another service does not take', zh: '其他部门退回，重新处理' },
	resource: callResource,
	input: key.extend({ reason: text(300) }),
	output: changed,
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { call: shown.call, version: 4, reason: 'Not their street.' },
		output: { call: shown.call, state: 'ended', version: 5 },
	},
})

export const transferRow = z.object({
	call: id,
	number: z.string(),
	to: service,
	at: instant,
	dueAt: instant,
	rule: z.string(),
	version,
})

/** Handed on and not acknowledged yet, the soonest due first. */
export const listTransfers = view({
	name: 'dispatch.transfer.list',
	summary: { en: 'Calls handed on that nobody acknowledged yet', zh: '已转交待确认的来电' },
	resource: deskResource,
	input: z.strictObject({}),
	output: z.object({ rows: z.array(transferRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			rows: [
				{
					call: shown.call,
					number: 'C2611-0447',
					to: 'government_12345',
					at: '2026-11-24T02:45:00.000Z',
					dueAt: '2026-11-24T03:15:00.000Z',
					rule: 'dispatch.transfer-clock r3',
					version: 4,
				},
			],
			more: false,
		},
	},
})

/** The sheet to copy from, line by line: it holds the caller's number, so it opens with a purpose. */
export const showTransferSheet = view({
	name: 'dispatch.transfer.sheet',
	summary: { en: 'What another service is told of a call', zh: '转交单' },
	resource: callResource,
	input: z.strictObject({ call: id }),
	output: z.object({
		call: id,
		lines: z.array(z.object({ key: z.enum(['number', 'at', 'telephone', 'safe', 'place', 'what']), text: z.string() })),
	}),
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { call: shown.call },
		output: { call: shown.call, lines: [{ key: 'number', text: 'C2611-0447' }] },
	},
})
