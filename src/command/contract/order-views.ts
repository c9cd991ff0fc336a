import { z } from 'zod'
import { view } from '#kernel/contract/declare.ts'
import { id, instant, version } from '#kernel/contract/scalars.ts'
import { orderBook, orderResource } from '../order-resources.ts'
import { shownOrder, shownRow } from './order-examples.ts'
import { evidenceKind, lotRound, orderClaim, orderCounts, orderState, targetKind } from './order-lists.ts'
import { agencyName, clockShown, orderRow, party } from './order-shapes.ts'

/** What can be seen of orders. */

const { order, at, bureauName, stationName } = shownOrder

export const listOrders = view({
	name: 'command.order.list',
	summary: { en: 'Orders, newest first', zh: '命令列表' },
	resource: orderBook,
	input: z.strictObject({
		limit: z.coerce.number().int().min(1).max(200).default(50),
		after: z.string().max(200).optional(),
		state: orderState.optional(),
		ended: z.enum(['yes', 'no']).optional(),
		/** Given by this agency. */
		giver: id.optional(),
		/** Given to this agency. */
		to: id.optional(),
	}),
	output: z.object({ rows: z.array(orderRow), next: z.string().nullable() }),
	purpose: 'none',
	looks: 'open',
	example: { input: { ended: 'no' }, output: { rows: [shownRow], next: null } },
})

const line = z.object({
	id,
	at: instant,
	act: z.string(),
	post: z.string(),
	agency: agencyName.nullable(),
	text: z.string().nullable(),
	fact: z.record(z.string(), z.unknown()),
})

const itemShown = z.object({
	n: z.int(),
	words: z.string(),
	evidence: evidenceKind,
	returned: z.boolean(),
	done: z.boolean(),
	given: z.array(
		z.object({
			id,
			words: z.string(),
			sha256: z.string().nullable(),
			matter: id.nullable(),
			entry: z.int().nullable(),
			part: id.nullable(),
			at: instant,
			post: z.string(),
			agency: agencyName.nullable(),
		}),
	),
})

const lotShown = z.object({
	round: lotRound,
	station: agencyName,
	treeSize: z.int(),
	root: z.string(),
	candidates: z.array(agencyName),
	drawnAt: instant,
	result: z.enum(['holds', 'fallen']).nullable(),
	words: z.string().nullable(),
	doneAt: instant.nullable(),
})

/** K29. The other order, as far as both givers must know it. */
const conflictShown = z.object({
	order: id,
	giver: agencyName,
	/** Null for who sees neither as its giver nor by another power. */
	title: z.string().nullable(),
	claim: orderClaim,
	place: z.string().nullable(),
	from: instant,
	until: instant,
})

export const showOrder = view({
	name: 'command.order.show',
	summary: { en: 'One order', zh: '查看命令' },
	resource: orderResource,
	input: z.strictObject({ order: id }),
	output: orderRow.extend({
		version,
		text: z.string(),
		why: z.string().nullable(),
		basis: z.string().nullable(),
		matter: id.nullable(),
		reference: z.string().nullable(),
		checker: party,
		/** Who decides when it is refused. */
		above: agencyName,
		regime: z.string().nullable(),
		spokenAt: instant.nullable(),
		enteredBy: z.enum(['giver', 'recipient']).nullable(),
		stoppedAt: instant.nullable(),
		parent: z.object({ id, title: z.string().nullable(), state: orderState }).nullable(),
		replaces: id.nullable(),
		replacedBy: id.nullable(),
		/** Given in the same act, to others. */
		together: z.array(z.object({ id, to: party, state: orderState })),
		target: z
			.object({
				counts: orderCounts,
				amount: z.int(),
				list: z.array(z.object({ kind: targetKind, words: z.string() })),
			})
			.nullable(),
		claim: z.object({ of: orderClaim, place: z.string().nullable(), from: instant, until: instant }).nullable(),
		checklist: z.array(itemShown),
		questions: z.array(
			z.object({
				id,
				text: z.string(),
				askedAt: instant,
				answer: z.string().nullable(),
				answeredAt: instant.nullable(),
			}),
		),
		clocks: z.array(clockShown),
		lots: z.array(lotShown),
		conflictsWith: z.array(conflictShown),
		story: z.array(line),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { order },
		output: {
			...shownRow,
			version: 1,
			text: shownOrder.sheet.text,
			why: shownOrder.sheet.why,
			basis: shownOrder.sheet.basis,
			matter: null,
			reference: null,
			checker: { agency: bureauName, post: '' },
			above: bureauName,
			regime: null,
			spokenAt: null,
			enteredBy: null,
			stoppedAt: null,
			parent: null,
			replaces: null,
			replacedBy: null,
			together: [],
			target: null,
			claim: null,
			checklist: [
				{ n: 1, words: 'Every hall walked', evidence: 'site_record', returned: false, done: false, given: [] },
			],
			questions: [],
			clocks: [shownOrder.clock],
			lots: [],
			conflictsWith: [],
			story: [
				{
					id: shownOrder.evidence,
					at,
					act: 'command.order.give',
					post: 'commander',
					agency: bureauName,
					text: null,
					fact: {},
				},
			],
		},
	},
})

/** K20. The order with everything below it that the person may see. */
export const showOrderTree = view({
	name: 'command.order.tree',
	summary: { en: 'An order and its parts', zh: '命令及其分解' },
	resource: orderResource,
	input: z.strictObject({ order: id }),
	output: z.object({
		rows: z.array(
			orderRow.extend({
				parent: id.nullable(),
				depth: z.int(),
				/** The worst of it and its parts: the earliest due that is still open; null when nothing is. */
				worstDueAt: instant.nullable(),
				open: z.int(),
				done: z.int(),
				late: z.int(),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { order },
		output: {
			rows: [{ ...shownRow, parent: null, depth: 0, worstDueAt: shownOrder.due, open: 1, done: 0, late: 0 }],
		},
	},
})

/** What a form needs to give an order: who is below, which posts are held there, which regimes reckon. */
export const planOrder = view({
	name: 'command.order.plan',
	summary: { en: 'Whom an order may go to', zh: '可下达的对象' },
	resource: orderBook,
	input: z.strictObject({ agency: id }),
	output: z.object({
		giver: agencyName,
		recipients: z.array(
			z.object({
				agency: agencyName,
				tier: z.string(),
				/** Whether the agency itself can answer. */
				answers: z.boolean(),
				posts: z.array(z.string()),
			}),
		),
		regimes: z.array(z.object({ key: z.string(), en: z.string(), zh: z.string() })),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { agency: shownOrder.bureau },
		output: {
			giver: bureauName,
			recipients: [{ agency: stationName, tier: 'station', answers: true, posts: ['station_chief', 'officer'] }],
			regimes: [{ key: 'house.rectify', en: 'Put a hazard right', zh: '整改隐患' }],
		},
	},
})
