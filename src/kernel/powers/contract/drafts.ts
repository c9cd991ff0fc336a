import { z } from 'zod'
import { view } from '../../contract/declare.ts'
import { id, instant, text } from '../../contract/scalars.ts'
import {
	actName,
	bookResource,
	effect,
	exampleRule,
	postKind,
	publishedRule,
	ruleResource,
	ruleText,
} from './shapes.ts'

/** What is shown around a bureau's own rule: before it is proposed, and until it is decided on. */

/** P18. What is wrong with a text: the line when it is known, counted from 1, and a sentence. */
const fault = z.strictObject({ line: z.int().nullable(), en: z.string(), zh: z.string() })
export type FaultShape = z.output<typeof fault>

/** The version whose place a text would take. */
const replaced = z.strictObject({
	id,
	version: z.int(),
	body: z.string(),
	from: instant,
	until: instant.nullable(),
})

const draft = { body: text(8000), from: instant.optional(), until: instant.optional() }

/** P18. Faults, or who gains and loses what; nothing is kept. */
export const draftPreview = view({
	name: 'powers.draft.preview',
	summary: {
		en: 'Faults of a rule not yet proposed, or whom it would give to and take from',
		zh: '拟提规则的错误，或其对各岗位的影响',
	},
	resource: bookResource,
	input: z.strictObject(draft),
	output: z.strictObject({
		rule: z.string().nullable(),
		faults: z.array(fault),
		replaces: replaced.nullable(),
		effects: z.array(effect),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { body: exampleRule.body },
		output: { rule: 'B-7', faults: [], replaces: null, effects: [] },
	},
})

/** P20. The rows behind one number of a preview. */
export const draftRows = view({
	name: 'powers.draft.rows',
	summary: {
		en: 'The rows a post gains or loses by a rule, those the viewer may see',
		zh: '某岗位因规则增减的事项（限本人可见）',
	},
	resource: bookResource,
	input: z.strictObject({
		...draft,
		post: postKind,
		agency: id,
		sworn: z.enum(['yes', 'no']),
		action: actName,
		side: z.enum(['gains', 'loses']),
		/** Rows after this one, in the order of the page before. */
		after: id.optional(),
	}),
	output: z.strictObject({
		type: z.string(),
		rows: z.array(
			z.strictObject({
				id,
				/** What rules may say of the row: agencies by id, numbers, yes or no. */
				facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
			}),
		),
		next: id.nullable(),
	}),
	purpose: 'required',
	looks: 'entered',
	example: {
		input: {
			body: exampleRule.body,
			post: 'trainer',
			agency: exampleRule.bureau,
			sworn: 'yes',
			action: 'dispatch.incident.see',
			side: 'gains',
		},
		output: {
			type: 'Incident',
			rows: [{ id: exampleRule.id, facts: { agency: exampleRule.bureau, closed: true } }],
			next: null,
		},
	},
})

/** P19. One act that decides on a version, and whether the one who looks may do it. */
const signature = z.strictObject({
	act: z.enum(['powers.rule.review', 'powers.rule.approve', 'powers.rule.refuse']),
	allowed: z.boolean(),
	/** The rules that allow or refuse; empty: none grants it. */
	rules: z.array(ruleText),
	grants: z.array(ruleText),
	/** Posts held today whose holders could: neither proposer nor reviewer, and the rule gives them nothing. */
	could: z.array(
		z.strictObject({ post: postKind, agency: id, agencyEn: z.string(), agencyZh: z.string(), holders: z.int() }),
	),
})
export type SignatureShape = z.output<typeof signature>

export const showRule = view({
	name: 'powers.rule.show',
	summary: {
		en: 'One version of a rule: its text, what it replaces, who may sign, its entries',
		zh: '规则某一版本：条文、所替换版本、签署情况和存证记录',
	},
	resource: ruleResource,
	input: z.strictObject({ id }),
	output: z.strictObject({
		rule: publishedRule,
		/** Mine to take back. */
		mine: z.boolean(),
		replaces: replaced.nullable(),
		/** Empty once it is decided on. */
		signatures: z.array(signature),
		entries: z.array(
			z.strictObject({
				n: z.int(),
				at: instant,
				step: z.enum(['proposed', 'reviewed', 'approved', 'refused']),
				receipt: z.string(),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { id: exampleRule.id },
		output: {
			rule: {
				id: exampleRule.id,
				bureau: exampleRule.bureau,
				rule: 'B-7',
				version: 1,
				effect: 'permit',
				en: 'Order 2026-3 of the bureau',
				zh: '本局2026年第3号令',
				body: exampleRule.body,
				reason: 'Trainers prepare drills from closed incidents.',
				from: '2026-12-01T00:00:00+08:00',
				until: null,
				proposedAt: '2026-11-24T09:00:00+08:00',
				proposedBy: exampleRule.bureau,
				proposedPost: 'commander',
				reviewed: null,
				approved: null,
				refused: null,
				inForce: false,
			},
			mine: false,
			replaces: null,
			signatures: [],
			entries: [{ n: 184_031, at: '2026-11-24T09:00:00+08:00', step: 'proposed', receipt: 'b5bb9d80' }],
		},
	},
})

/** P21. */
export const listShipped = view({
	name: 'powers.shipped.list',
	summary: { en: 'Rules shipped with the system, the floor marked', zh: '系统自带规则（标明底线）' },
	resource: bookResource,
	input: z.strictObject({}),
	output: z.strictObject({
		rules: z.array(
			z.strictObject({
				...ruleText.shape,
				/** The part of the system it stands in. */
				room: z.string(),
				/** Acts and views it speaks about; empty: all. */
				actions: z.array(z.string()),
				/** A forbid, or about what no bureau's rule may speak of. */
				floor: z.boolean(),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			rules: [{ ...exampleRule.text, room: 'dispatch', actions: ['dispatch.unit.assign'], floor: false }],
		},
	},
})

const attribute = z.strictObject({ name: z.string(), is: z.string(), optional: z.boolean() })

/** Acts, rows and facts a bureau's rule may speak of. */
export const listWords = view({
	name: 'powers.word.list',
	summary: { en: 'What a rule of the bureau may speak of', zh: '本局规则可涉及的操作和要素' },
	resource: bookResource,
	input: z.strictObject({}),
	output: z.strictObject({
		actions: z.array(z.strictObject({ action: z.string(), type: z.string() })),
		types: z.array(z.strictObject({ type: z.string(), attributes: z.array(attribute) })),
		/** Of the one who asks. */
		person: z.array(attribute),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: {
			actions: [{ action: 'dispatch.incident.see', type: 'Incident' }],
			types: [{ type: 'Incident', attributes: [{ name: 'closed', is: 'Bool', optional: false }] }],
			person: [{ name: 'post', is: 'String', optional: false }],
		},
	},
})
