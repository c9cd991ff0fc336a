import { z } from 'zod'
import { act, resource, view } from '../../contract/declare.ts'
import { id, instant, text, version } from '../../contract/scalars.ts'
import { postKind } from '../../identity/contract.ts'
import { matter } from './matter.ts'

/** What moves a process besides people at their tasks: the clock, services, messages, and who sees to a fault. */

/** A token that stands still (M54). `duty` and `post`: who was named to see to it. */
export const processFault = resource({
	type: 'ProcessFault',
	table: 'matters.process_fault',
	id: 'id',
	see: 'matters.fault.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		kind: { is: 'String', column: 'kind' },
		duty: { is: 'Agency', column: 'duty_id', optional: true },
		post: { is: 'String', column: 'post', optional: true },
	},
})

/** An agency's list of faults. Its id is the agency's. */
export const faultBook = resource({
	type: 'FaultBook',
	table: null,
	id: 'id',
	see: 'matters.fault.list',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

const wait = z.int().min(1).max(2_147_483_647)
const name = text(200)
/** Values of a process by name. How much they may hold is M52's. */
const data = z.record(z.string().min(1).max(100), z.json())
export type FaultData = z.output<typeof data>
/** Flows by id, target or name. */
const choose = z.array(text(100)).min(1).max(20)
const ended = z.enum(['completed', 'failed', 'cancelled']).nullable()
const moved = z.strictObject({ matter: id, ended })

const sample = {
	matter: '019aa000-0000-7000-8000-000000000002',
	fault: '019aa000-0000-7000-8000-000000000005',
	agency: '019aa000-0000-7000-8000-000000000006',
	thrown: '019aa000-0000-7000-8000-000000000007',
}

/** M43. Only the clock performs it. */
export const tickProcess = act({
	name: 'matters.process.tick',
	summary: { en: 'A timer of a process came due', zh: '流程计时到点' },
	resource: matter,
	input: z.strictObject({ instance: id, wait }),
	output: moved,
	purpose: 'none',
	personal: [],
	example: { input: { instance: sample.matter, wait: 4 }, output: { matter: sample.matter, ended: null } },
})

/** M50 to M53. What a service answered, or why it could not. */
export const answerService = act({
	name: 'matters.service.answer',
	summary: { en: 'A service that a process asked has answered', zh: '流程调用的服务已答复' },
	resource: matter,
	input: z.strictObject({
		instance: id,
		wait,
		data: data.optional(),
		choose: choose.optional(),
		/** Code of an error as drawn. */
		error: text(100).optional(),
		/** It could not be reached: the token stands still with this reason. */
		failed: text(300).optional(),
	}),
	output: moved,
	purpose: 'none',
	personal: ['data', 'failed'],
	context: { inside: 'Bool' },
	example: {
		input: { instance: sample.matter, wait: 4, data: { found: true } },
		output: { matter: sample.matter, ended: null },
	},
})

/** M48. Only the job that delivers performs it. */
export const deliverThrown = act({
	name: 'matters.thrown.deliver',
	summary: { en: 'A message or signal of another process arrived', zh: '其他流程的消息或信号送达' },
	resource: matter,
	input: z.strictObject({ thrown: id, instance: id }),
	output: moved,
	purpose: 'none',
	personal: [],
	example: {
		input: { thrown: sample.thrown, instance: sample.matter },
		output: { matter: sample.matter, ended: null },
	},
})

/** M96. Only the clock and the job that delivers perform it. `start`: the publication whose drawing begins. */
export const beginByEvent = act({
	name: 'matters.process.begin',
	summary: { en: 'A message, signal or timer began a matter', zh: '消息、信号或计时启动了事项' },
	resource: faultBook,
	input: z.strictObject({ start: id, element: text(100), thrown: id.optional() }),
	output: z.strictObject({ matter: id.nullable() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { start: sample.thrown, element: 'every_monday' },
		output: { matter: sample.matter },
	},
})

/** M49. */
export const deliverMessage = act({
	name: 'matters.message.deliver',
	summary: { en: 'Hand a matter the message it waits for', zh: '向事项送达其等待的消息' },
	resource: matter,
	input: z.strictObject({ matter: id, name, key: name.optional(), data: data.optional() }),
	output: moved,
	purpose: 'none',
	personal: ['data'],
	example: {
		input: { matter: sample.matter, name: 'reply received', data: { agreed: true } },
		output: { matter: sample.matter, ended: null },
	},
})

/** M49. To whoever waits, in any matter. */
export const sendEvent = act({
	name: 'matters.event.send',
	summary: { en: 'Send a message or signal to whatever matters wait for it', zh: '向等待中的事项发送消息或信号' },
	resource: faultBook,
	input: z.strictObject({ kind: z.enum(['message', 'signal']), name, key: name.optional(), data: data.optional() }),
	output: z.strictObject({ thrown: id }),
	purpose: 'none',
	personal: ['data'],
	example: { input: { kind: 'signal', name: 'storm warning' }, output: { thrown: sample.thrown } },
})

/** M56. */
export const assignFault = act({
	name: 'matters.fault.assign',
	summary: { en: 'Name the post that sees to a fault of a process', zh: '指定处理流程故障的岗位' },
	resource: processFault,
	input: z.strictObject({ fault: id, version, agency: id, post: postKind }),
	output: z.strictObject({ fault: id, version }),
	purpose: 'none',
	personal: [],
	example: {
		input: { fault: sample.fault, version: 1, agency: sample.agency, post: 'shift_leader' },
		output: { fault: sample.fault, version: 2 },
	},
})

/** M57. */
export const resumeFault = act({
	name: 'matters.fault.resume',
	summary: { en: 'Let a process that stands still go on', zh: '恢复流程' },
	resource: processFault,
	input: z.strictObject({ fault: id, version, data: data.optional(), choose: choose.optional() }),
	output: moved.extend({ standsAgain: z.boolean() }),
	purpose: 'none',
	personal: ['data'],
	example: {
		input: { fault: sample.fault, version: 1, data: { amount: 120 } },
		output: { matter: sample.matter, ended: null, standsAgain: false },
	},
})

/** M58. */
export const giveUpFault = act({
	name: 'matters.fault.give-up',
	summary: { en: 'End the process of a matter that cannot go on', zh: '终止无法继续的流程' },
	resource: processFault,
	input: z.strictObject({ fault: id, version, reason: text(1000) }),
	output: moved,
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { fault: sample.fault, version: 1, reason: 'Opened twice; the other matter goes on.' },
		output: { matter: sample.matter, ended: 'cancelled' },
	},
})

const faultRow = z.strictObject({
	id,
	version,
	matter: id,
	/** Kind of the matter, as its slice names it. */
	kind: z.string(),
	agency: id,
	agencyName: z.strictObject({ en: z.string(), zh: z.string() }),
	/** The element of the drawing it stands at, and its name as drawn. */
	element: z.string(),
	elementName: z.string(),
	rule: z.string(),
	why: z.strictObject({ en: z.string(), zh: z.string() }),
	/** How often a service of ours was asked; 0 of everything else. */
	tries: z.int(),
	/** When it failed and in what words, first to last. */
	tried: z.array(z.strictObject({ at: instant, why: z.strictObject({ en: z.string(), zh: z.string() }) })),
	since: instant,
	duty: z
		.strictObject({ agency: id, agencyName: z.strictObject({ en: z.string(), zh: z.string() }), post: postKind })
		.nullable(),
	closedAt: instant.nullable(),
	closedHow: z.enum(['resumed', 'given_up', 'passed']).nullable(),
})
export type FaultRow = z.output<typeof faultRow>

const faultExample: FaultRow = {
	id: sample.fault,
	version: 1,
	matter: sample.matter,
	kind: 'order',
	agency: sample.agency,
	agencyName: { en: 'Xigang County Bureau', zh: '西港县公安局' },
	element: 'ask_bank',
	elementName: 'Ask the bank',
	rule: 'M26',
	why: { en: 'no line to the bank', zh: '服务未能完成：no line to the bank' },
	tries: 0,
	tried: [],
	since: '2026-11-24T08:15:00.000Z',
	duty: null,
	closedAt: null,
	closedHow: null,
}

/** M54. */
export const listFaults = view({
	name: 'matters.fault.list',
	summary: { en: 'Processes that stand still', zh: '停滞的流程' },
	resource: faultBook,
	input: z.strictObject({
		section: z.enum(['open', 'closed']).default('open'),
		matter: id.optional(),
		limit: z.coerce.number().int().min(1).max(500).default(100),
	}),
	output: z.strictObject({ rows: z.array(faultRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'open',
	example: { input: { section: 'open' }, output: { rows: [faultExample], more: false } },
})

/** M54. With what the token sees, so that it can be mended. */
export const showFault = view({
	name: 'matters.fault.show',
	summary: { en: 'One process that stands still, and its values', zh: '一项流程故障及其数据' },
	resource: processFault,
	input: z.strictObject({ id }),
	output: z.strictObject({
		fault: faultRow,
		/** Values in sight of the token; empty when the fault is closed. */
		data,
		/** Where it may be sent: the flows drawn out of the element. */
		flows: z.array(z.strictObject({ id: z.string(), name: z.string(), to: z.string(), toName: z.string() })),
	}),
	purpose: 'none',
	looks: 'open',
	example: { input: { id: sample.fault }, output: { fault: faultExample, data: { amount: null }, flows: [] } },
})
