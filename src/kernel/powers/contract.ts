import { z } from 'zod'
import { act, resource, view } from '../contract/declare.ts'
import { id, instant, text } from '../contract/scalars.ts'

/** The contract of powers: what screens and other rooms may know of it. */

/** A bureau's book of rules: what its posts may do, and where a rule of its own is proposed. Its id is the bureau's. */
export const bookResource = resource({
	type: 'RuleBook',
	table: null,
	id: 'id',
	see: 'powers.book.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

/** One version of a bureau's own rule. */
export const ruleResource = resource({
	type: 'Rule',
	table: 'powers.rule',
	id: 'id',
	see: 'powers.rule.see',
	attributes: {
		/** The bureau whose people it binds and empowers. */
		agency: { is: 'Agency', column: 'bureau_id' },
		proposer: { is: 'String', column: 'proposed_by' },
	},
})

export const postKind = z.enum([
	'call_taker',
	'dispatcher',
	'shift_leader',
	'commander',
	'station_chief',
	'officer',
	'auxiliary_officer',
	'investigator',
	'traffic_officer',
	'legal_reviewer',
	'integrity_inspector',
	'trainer',
	'analyst',
	'administrator',
])
export type PostKind = z.output<typeof postKind>

export const ruleText = z.strictObject({
	id: z.string(),
	effect: z.enum(['permit', 'forbid']),
	en: z.string(),
	zh: z.string(),
	/** Cedar, as it stands. */
	text: z.string(),
	published: z.boolean(),
})
export type RuleText = z.output<typeof ruleText>

const actName = z.string().regex(/^[a-z]+(\.[a-z-]+){1,3}$/, 'is not the name of an act')
const example = {
	rule: '@id("B-7") @basis_en("Order 2026-3 of the bureau") @basis_zh("本局2026年第3号令")\npermit(principal, action == Action::"dispatch.incident.see", resource is Incident)\nwhen { principal.post == "trainer" && resource.closed };',
	ruleId: '019ab5a0-0000-7000-8000-000000000007',
	text: {
		id: 'D8',
		effect: 'permit' as const,
		en: 'The desk sends its own units',
		zh: '指挥中心派遣本局处警单元',
		text: 'permit(…);',
		published: false,
	},
}

/** P8. Why I may or may not, and who could. */
export const explainAct = view({
	name: 'powers.act.explain',
	summary: { en: 'Why I may or may not do something, and which posts could', zh: '说明我能否执行某操作及哪些岗位可以' },
	resource: bookResource,
	input: z.strictObject({ act: actName, id: text(60).optional() }),
	output: z.strictObject({
		act: z.string(),
		allowed: z.boolean(),
		rules: z.array(ruleText),
		grants: z.array(ruleText),
		/** `purpose`, `sworn`, or `credential:<kind>`. */
		change: z.array(z.string()),
		couldGrant: z.array(z.strictObject({ post: postKind, at: z.enum(['own', 'row']), branch: z.string().nullable() })),
		/** Facts the act would load, taken here as none, false or empty. */
		assumed: z.array(z.string()),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { act: 'dispatch.unit.assign' },
		output: {
			act: 'dispatch.unit.assign',
			allowed: false,
			rules: [],
			grants: [example.text],
			change: [],
			couldGrant: [{ post: 'dispatcher', at: 'own', branch: 'command' }],
			assumed: [],
		},
	},
})

/** Acts and views my post has any power for, so that a screen need not offer the others. */
export const listActs = view({
	name: 'powers.act.list',
	summary: { en: 'Acts and views my post has some power for', zh: '我的岗位可用的操作和视图' },
	resource: bookResource,
	input: z.strictObject({}),
	output: z.strictObject({ actions: z.array(z.string()) }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { actions: ['dispatch.unit.assign'] } },
})

/** What a kind of post may do at my agency, rule by rule. */
export const showPost = view({
	name: 'powers.post.show',
	summary: { en: 'What a kind of post may do, and by which rules', zh: '某岗位的职权及其依据' },
	resource: bookResource,
	input: z.strictObject({ kind: postKind }),
	output: z.strictObject({
		kind: postKind,
		acts: z.array(
			z.strictObject({
				action: z.string(),
				type: z.string(),
				/** Permits, of which one is enough. */
				permits: z.array(z.string()),
				/** Forbids that shut out some rows. */
				forbids: z.array(z.string()),
			}),
		),
		rules: z.array(ruleText),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { kind: 'dispatcher' },
		output: {
			kind: 'dispatcher',
			acts: [{ action: 'dispatch.unit.assign', type: 'Incident', permits: ['D8'], forbids: [] }],
			rules: [example.text],
		},
	},
})

const step = z.strictObject({ at: instant, post: z.string(), person: id, ground: z.string() }).nullable()

export const publishedRule = z.strictObject({
	id,
	rule: z.string(),
	version: z.int(),
	effect: z.enum(['permit', 'forbid']),
	body: z.string(),
	reason: z.string(),
	from: instant,
	until: instant.nullable(),
	proposedAt: instant,
	proposedBy: id,
	reviewed: step,
	approved: step,
	refused: step,
	/** Approved, begun, not ended, and no newer version approved. */
	inForce: z.boolean(),
})
export type PublishedRuleShape = z.output<typeof publishedRule>

export const listRules = view({
	name: 'powers.rule.list',
	summary: { en: 'Rules of my bureau and of those above it, newest first', zh: '本单位及上级自定规则，新者在前' },
	resource: bookResource,
	input: z.strictObject({}),
	output: z.strictObject({ rules: z.array(publishedRule) }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rules: [] } },
})

const count = z.strictObject({ count: z.int(), more: z.boolean(), sample: z.array(z.string()) })

/** P13. Who gains and who loses what, over the rows there are now. */
export const previewRule = view({
	name: 'powers.rule.preview',
	summary: {
		en: 'Which posts a rule gives to and takes from, over which live rows',
		zh: '规则的影响：哪些岗位增加或减少职权，涉及哪些事项',
	},
	resource: ruleResource,
	input: z.strictObject({ id }),
	output: z.strictObject({
		rule: z.string(),
		version: z.int(),
		effects: z.array(
			z.strictObject({
				post: postKind,
				agency: id,
				agencyEn: z.string(),
				agencyZh: z.string(),
				sworn: z.boolean(),
				action: z.string(),
				/** Rows gained and lost, counted to 10,000; ids only of rows the viewer may see. Null: not a matter of rows. */
				gains: count.nullable(),
				loses: count.nullable(),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: { input: { id: example.ruleId }, output: { rule: 'B-7', version: 1, effects: [] } },
})

/** P11. Proposes a rule, or a new version of one. */
export const proposeRule = act({
	name: 'powers.rule.propose',
	summary: { en: 'Propose a rule of the bureau, or a new version of one', zh: '提出本局规则或其新版本' },
	resource: bookResource,
	input: z.strictObject({
		body: text(8000),
		from: instant,
		until: instant.optional(),
		reason: text(1000),
	}),
	output: z.strictObject({ id, rule: z.string(), version: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: {
			body: example.rule,
			from: '2026-12-01T00:00:00+08:00',
			reason: 'Trainers prepare drills from closed incidents.',
		},
		output: { id: example.ruleId, rule: 'B-7', version: 1 },
	},
})

const decided = { input: z.strictObject({ id, ground: text(1000) }), output: z.strictObject({ id }) }
const decidedExample = {
	input: { id: example.ruleId, ground: 'Within the order cited; no wider than it.' },
	output: { id: example.ruleId },
}
/** What the rule would give the person who decides on it, and how far it has come. */
const context = { gains: 'Bool', reviewed: 'Bool', reviewer: 'String' } as const

export const reviewRule = act({
	name: 'powers.rule.review',
	summary: { en: 'Pass a proposed rule in legal review', zh: '规则法制审核通过' },
	resource: ruleResource,
	...decided,
	context,
	purpose: 'none',
	personal: [],
	example: decidedExample,
})

export const approveRule = act({
	name: 'powers.rule.approve',
	summary: { en: 'Approve a reviewed rule: it is in force from its date', zh: '督察批准规则，自生效日起施行' },
	resource: ruleResource,
	...decided,
	context,
	purpose: 'none',
	personal: [],
	example: decidedExample,
})

export const refuseRule = act({
	name: 'powers.rule.refuse',
	summary: { en: 'Refuse a proposed rule, or take back one of mine', zh: '不予通过规则，或撤回本人所提规则' },
	resource: ruleResource,
	...decided,
	purpose: 'none',
	personal: [],
	example: decidedExample,
})
