import { z } from 'zod'
import { act } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { orderResource } from '../order-resources.ts'
import { shownOrder } from './order-examples.ts'
import { orderMoved } from './order-shapes.ts'

/** The three answers to an order, and what comes of them. */

const { order, question } = shownOrder

/** K14. */
export const acceptOrder = act({
	name: 'command.order.accept',
	summary: { en: 'Accept an order', zh: '接受命令' },
	resource: orderResource,
	input: z.strictObject({ order: id, version }),
	output: orderMoved,
	purpose: 'none',
	personal: [],
	example: { input: { order, version: 1 }, output: { order, state: 'in_work', version: 2 } },
})

/** K15. No clock stops. */
export const questionOrder = act({
	name: 'command.order.question',
	summary: { en: 'Ask about an order', zh: '对命令提问' },
	resource: orderResource,
	input: z.strictObject({ order: id, question: id, text: text(1000) }),
	output: z.object({ order: id, question: id }),
	purpose: 'none',
	personal: ['text'],
	example: {
		input: { order, question, text: 'Does hall 4 belong to us or to the port?' },
		output: { order, question },
	},
})

/** K15. The giver answers; both stand on the record. */
export const answerOrder = act({
	name: 'command.order.answer',
	summary: { en: 'Answer a question about an order', zh: '答复对命令的提问' },
	resource: orderResource,
	input: z.strictObject({ order: id, question: id, text: text(2000) }),
	output: z.object({ order: id, question: id }),
	purpose: 'none',
	personal: ['text'],
	example: { input: { order, question, text: 'To the port. Halls 1 to 3 are yours.' }, output: { order, question } },
})

/** K16. The clock stops; the tier above the giver and integrity have it. */
export const refuseOrder = act({
	name: 'command.order.refuse',
	summary: { en: 'Refuse an order as beyond powers', zh: '以超越职权为由拒绝命令' },
	resource: orderResource,
	input: z.strictObject({
		order: id,
		version,
		/** The rule it goes beyond. */
		rule: text(300),
		reason: text(1000),
	}),
	output: orderMoved.extend({ decidedBy: id }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: {
			order,
			version: 1,
			rule: 'Fire Protection Law, art. 53',
			reason: 'A police station checks fire safety daily; sealing a hall is the fire authority’s.',
		},
		output: { order, state: 'refused', version: 2, decidedBy: shownOrder.bureau },
	},
})

/** K18. Upheld: the order falls. Lifted: it stands, and its clock runs again. */
export const decideOrder = act({
	name: 'command.order.decide-refusal',
	summary: { en: 'Decide a refusal', zh: '裁定拒绝是否成立' },
	resource: orderResource,
	input: z.strictObject({ order: id, version, decision: z.enum(['upheld', 'lifted']), reason: text(1000) }),
	output: orderMoved.extend({ dueAt: instant }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { order, version: 2, decision: 'upheld', reason: 'Sealing is for the fire authority. The order falls.' },
		output: { order, state: 'upheld', version: 3, dueAt: shownOrder.due },
	},
})
