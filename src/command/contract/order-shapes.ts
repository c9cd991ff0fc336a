import { z } from 'zod'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import {
	checkerPost,
	evidenceKind,
	orderClaim,
	orderCounts,
	orderLanguage,
	orderState,
	recipientPost,
	targetKind,
} from './order-lists.ts'

/** What orders are made of, going in and coming out. */

/** To whom one order goes, under the id it will bear. */
export const recipient = z.strictObject({
	order: id,
	to: id,
	/** Every holder of this post there; left out: the agency, for which its command answers. */
	post: recipientPost.optional(),
})

/** By when: a day, or a regime whose calendar reckons it. */
export const orderDue = z.union([
	z.strictObject({ at: instant }),
	z.strictObject({ regime: z.string().regex(/^[a-z0-9.-]{1,60}$/, 'is not a regime') }),
])
export type OrderDue = z.output<typeof orderDue>

export const checkItem = z.strictObject({ words: text(200), evidence: evidenceKind })

/** K31, K32. How many places, tasks or repairs, and which. */
export const target = z.strictObject({
	counts: orderCounts,
	amount: z.int().min(1).max(100_000),
	list: z
		.array(z.strictObject({ kind: targetKind, words: text(200) }))
		.max(200)
		.optional(),
})

/** K29. What the order claims of its recipient for itself, and for how long. */
export const claim = z.strictObject({
	of: orderClaim,
	/** Where; left out: everywhere. */
	place: text(120).optional(),
	from: instant,
	until: instant,
})

/** The words of an order, the same for all it goes to. */
export const sheet = {
	language: orderLanguage,
	title: text(120),
	text: text(4000),
	/** Number of the paper it rests on. */
	reference: text(60).optional(),
	due: orderDue,
	checklist: z.array(checkItem).min(1).max(20),
	/** Who checks; left out: the giver's own command. */
	checker: z.strictObject({ agency: id, post: checkerPost.optional() }).optional(),
	target: target.optional(),
	claim: claim.optional(),
} as const

/** Why: in words, the rule it rests on, the matter where there is one. */
export const ground = { why: text(500), basis: text(300), matter: id.optional() } as const

export const writtenSheet = z.strictObject({ ...sheet, ...ground })
export type WrittenSheet = z.output<typeof writtenSheet>

/** What an act on one order answers. */
export const orderMoved = z.object({ order: id, state: orderState, version })

/** What giving answers for each. */
export const orderGiven = orderMoved.extend({
	dueAt: instant,
	answerBy: instant.nullable(),
	/** K29. Orders it conflicts with. */
	conflicts: z.array(id),
})

export const agencyName = z.object({ id, code: z.string(), en: z.string(), zh: z.string() })
export type AgencyName = z.output<typeof agencyName>

/** An agency, or those at it who hold a post. */
export const party = z.object({ agency: agencyName, post: z.string() })

/** What the person who looks may do with it now, the main one first. */
export const orderNext = z.array(z.string())

export const clockShown = z.object({
	kind: z.enum(['confirm', 'answer', 'done', 'check', 'decide', 'recheck', 'order_lot_30', 'order_lot_90']),
	from: instant,
	dueAt: instant,
	metAt: instant.nullable(),
	/** Rule or regime that gave it. */
	rule: z.string(),
	/** The deadline it opens into, when a regime gave it. */
	deadline: id.nullable(),
})

export const orderRow = z.object({
	id,
	title: z.string(),
	language: orderLanguage,
	giver: agencyName,
	to: party,
	state: orderState,
	ended: z.boolean(),
	refused: z.boolean(),
	spoken: z.boolean(),
	givenAt: instant,
	dueAt: instant,
	/** The clock that runs now; null when none does. */
	clock: clockShown.nullable(),
	/** Parts it was broken down into. */
	parts: z.int(),
	conflicts: z.int(),
	next: orderNext,
})
export type OrderRow = z.output<typeof orderRow>
