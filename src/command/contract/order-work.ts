import { z } from 'zod'
import { act } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { orderResource } from '../order-resources.ts'
import { shownOrder } from './order-examples.ts'
import { lotRound } from './order-lists.ts'
import { orderMoved } from './order-shapes.ts'

/** An order done, checked, closed, and looked at again by another station. */

const { order, evidence, station } = shownOrder
const item = z.int().min(1).max(20)

/** K21. What shows that an item is done; its kind is the item's own. */
export const addEvidence = act({
	name: 'command.order.add-evidence',
	summary: { en: 'Give evidence for an item of an order', zh: '提交完成凭证' },
	resource: orderResource,
	input: z.strictObject({
		order: id,
		evidence: id,
		item,
		words: text(500),
		/** Of a photograph or document kept elsewhere: SHA-256 in hex. */
		sha256: z
			.string()
			.regex(/^[0-9a-f]{64}$/, 'is not a SHA-256')
			.optional(),
		matter: id.optional(),
		/** Number of a line of the ledger. */
		entry: z.int().min(0).optional(),
		/** A closed order that is a part of this one. */
		part: id.optional(),
	}),
	output: z.object({ order: id, evidence: id, item: z.int() }),
	purpose: 'none',
	personal: ['words'],
	example: {
		input: { order, evidence, item: 1, words: 'Halls 1 to 3 walked, door 2 B cleared on the spot.' },
		output: { order, evidence, item: 1 },
	},
})

/** K22. */
export const handInOrder = act({
	name: 'command.order.hand-in',
	summary: { en: 'Hand an order in as done', zh: '报告命令完成' },
	resource: orderResource,
	input: z.strictObject({ order: id, version, words: text(1000).optional() }),
	output: orderMoved,
	purpose: 'none',
	personal: ['words'],
	example: { input: { order, version: 3 }, output: { order, state: 'to_check', version: 4 } },
})

/** K23, K24. */
export const checkOrder = act({
	name: 'command.order.check',
	summary: { en: 'Check an order handed in', zh: '核查命令完成情况' },
	resource: orderResource,
	input: z.strictObject({
		order: id,
		version,
		result: z.enum(['passed', 'returned']),
		/** Items returned. */
		items: z.array(item).max(20).optional(),
		words: text(1000),
	}),
	output: orderMoved.extend({ dueAt: instant }),
	purpose: 'none',
	personal: ['words'],
	example: {
		input: { order, version: 4, result: 'passed', words: 'Seen on the spot, doors 1 to 9 open.' },
		output: { order, state: 'closed', version: 5, dueAt: shownOrder.due },
	},
})

/** K26. The clock draws the station that looks again. */
export const drawLot = act({
	name: 'command.order.draw-lot',
	summary: { en: 'Draw the station that re-checks', zh: '抽取复查单位' },
	resource: orderResource,
	input: z.strictObject({ order: id, round: lotRound }),
	output: orderMoved.extend({
		station: id.nullable(),
		/** The checkpoint it was drawn with. */
		treeSize: z.int(),
		root: z.string(),
		candidates: z.array(id),
	}),
	purpose: 'none',
	personal: [],
	example: {
		input: { order, round: 30 },
		output: {
			order,
			state: 'recheck',
			version: 6,
			station,
			treeSize: 4_711,
			root: 'c5f0a1d3a8e2c8b5c2a63a1b0f0c3a8a6c1f6b0cf0f1d9f7b5a4e3d2c1b0a9f8',
			candidates: [station],
		},
	},
})

/** K27. */
export const recheckOrder = act({
	name: 'command.order.recheck',
	summary: { en: 'Re-check an order of another station', zh: '异地复查命令' },
	resource: orderResource,
	input: z.strictObject({ order: id, version, result: z.enum(['holds', 'fallen']), words: text(1000) }),
	output: orderMoved,
	purpose: 'none',
	personal: ['words'],
	example: {
		input: { order, version: 6, result: 'holds', words: 'All nine doors open on 24 December.' },
		output: { order, state: 'closed', version: 7 },
	},
})
