import { z } from 'zod'
import { act } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { orderBook, orderResource } from '../order-resources.ts'
import { shownOrder } from './order-examples.ts'
import { ground, orderGiven, orderMoved, recipient, sheet } from './order-shapes.ts'

/** Acts that give an order, take it back or put another in its place. */

const { order, part, bureau, station, due } = shownOrder
const given = {
	order,
	state: 'given' as const,
	version: 1,
	dueAt: due,
	answerBy: '2026-11-25T02:44:32.000Z',
	conflicts: [],
}

/** K10 to K13. One sheet to one or several; each order is a matter of its own. */
export const giveOrder = act({
	name: 'command.order.give',
	summary: { en: 'Give an order', zh: '下达命令' },
	resource: orderBook,
	input: z.strictObject({
		/** Whose order it is. */
		agency: id,
		orders: z.array(recipient).min(1).max(20),
		...sheet,
		...ground,
	}),
	output: z.object({ orders: z.array(orderGiven) }),
	purpose: 'none',
	personal: ['text', 'why'],
	example: {
		input: { agency: bureau, orders: [{ order, to: station }], ...shownOrder.sheet },
		output: { orders: [given] },
	},
})

/** K30. An order given by voice, entered as spoken by either side within the hour. */
export const enterVoiceOrder = act({
	name: 'command.order.enter-voice',
	summary: { en: 'Enter an order given by voice', zh: '补录口头命令' },
	resource: orderBook,
	input: z.strictObject({
		/** The side that enters it: the giver's agency or the recipient's. */
		agency: id,
		giver: id,
		orders: z.array(recipient).length(1),
		spokenAt: instant,
		...sheet,
		why: ground.why.optional(),
		basis: ground.basis.optional(),
		matter: ground.matter,
	}),
	output: orderGiven,
	purpose: 'none',
	personal: ['text', 'why'],
	context: { side: 'String' },
	example: {
		input: {
			agency: station,
			giver: bureau,
			orders: [{ order, to: station }],
			spokenAt: '2026-11-24T02:30:00.000Z',
			language: 'en',
			title: 'Close the ferry ramp',
			text: 'Close the ramp until the crane is secured.',
			due: { at: '2026-11-24T06:00:00.000Z' },
			checklist: [{ words: 'Ramp closed', evidence: 'site_record' }],
		},
		output: { ...given, state: 'spoken', answerBy: null },
	},
})

/** K30. The other side says that it was spoken so. */
export const confirmOrder = act({
	name: 'command.order.confirm',
	summary: { en: 'Confirm an order given by voice', zh: '确认口头命令' },
	resource: orderResource,
	input: z.strictObject({ order: id, version }),
	output: orderMoved.extend({ answerBy: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { order, version: 1 },
		output: { order, state: 'given', version: 2, answerBy: '2026-11-24T03:30:00.000Z' },
	},
})

/** K30. The other side says that it was not spoken, or not so: it binds nobody. */
export const disputeOrder = act({
	name: 'command.order.dispute',
	summary: { en: 'Dispute an order given by voice', zh: '对口头命令提出异议' },
	resource: orderResource,
	input: z.strictObject({ order: id, version, reason: text(1000) }),
	output: orderMoved,
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { order, version: 1, reason: 'I asked whether the ramp could be closed.' },
		output: { order, state: 'disputed', version: 2 },
	},
})

/** K19. Whoever accepted an order gives parts of it to those below. */
export const breakDownOrder = act({
	name: 'command.order.break-down',
	summary: { en: 'Break an order down', zh: '分解命令' },
	resource: orderResource,
	input: z.strictObject({
		/** The order that is broken down. */
		order: id,
		version,
		orders: z.array(recipient).min(1).max(20),
		...sheet,
		...ground,
	}),
	output: z.object({ order: id, version, orders: z.array(orderGiven) }),
	purpose: 'none',
	personal: ['text', 'why'],
	example: {
		input: { order, version: 2, orders: [{ order: part, to: station }], ...shownOrder.sheet },
		output: { order, version: 3, orders: [{ ...given, order: part }] },
	},
})

/** K28. */
export const withdrawOrder = act({
	name: 'command.order.withdraw',
	summary: { en: 'Withdraw an order', zh: '撤回命令' },
	resource: orderResource,
	input: z.strictObject({ order: id, version, reason: text(500) }),
	output: orderMoved,
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { order, version: 2, reason: 'The fair was called off.' },
		output: { order, state: 'withdrawn', version: 3 },
	},
})

/** K28. Another order takes its place: other words, or another recipient. */
export const supersedeOrder = act({
	name: 'command.order.supersede',
	summary: { en: 'Put another order in its place', zh: '以新命令取代' },
	resource: orderResource,
	input: z.strictObject({
		order: id,
		version,
		orders: z.array(recipient).min(1).max(20),
		...sheet,
		...ground,
	}),
	output: z.object({ order: id, version, orders: z.array(orderGiven) }),
	purpose: 'none',
	personal: ['text', 'why'],
	example: {
		input: { order, version: 2, orders: [{ order: part, to: station }], ...shownOrder.sheet },
		output: { order, version: 3, orders: [{ ...given, order: part }] },
	},
})
