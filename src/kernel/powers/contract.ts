import { z } from 'zod'
import { act, view } from '../contract/declare.ts'
import { id, instant, text } from '../contract/scalars.ts'
import {
	actName,
	bookResource,
	effect,
	exampleRule,
	postKind,
	publishedRule,
	ruleResource,
	ruleText,
} from './contract/shapes.ts'

/** The contract of powers: what screens and other rooms may know of it. */

export {
	draftPreview,
	draftRows,
	type FaultShape,
	listShipped,
	listWords,
	showRule,
	type SignatureShape,
} from './contract/drafts.ts'
export { type AgencyAt, type DutyShape, type HeldPostShape, showDuty, showTiers, whoCould } from './contract/duties.ts'
export {
	bookResource,
	type EffectShape,
	type PostKind,
	postKind,
	type PublishedRuleShape,
	ruleResource,
	type RuleText,
} from './contract/shapes.ts'

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
			grants: [exampleRule.text],
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

/** What a kind of post may do at an agency, mine when none is named, rule by rule. */
export const showPost = view({
	name: 'powers.post.show',
	summary: { en: 'What a kind of post may do, and by which rules', zh: '某岗位的职权及其依据' },
	resource: bookResource,
	input: z.strictObject({ kind: postKind, agency: id.optional() }),
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
			rules: [exampleRule.text],
		},
	},
})

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
		effects: z.array(effect),
	}),
	purpose: 'none',
	looks: 'open',
	example: { input: { id: exampleRule.id }, output: { rule: 'B-7', version: 1, effects: [] } },
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
			body: exampleRule.body,
			from: '2026-12-01T00:00:00+08:00',
			reason: 'Trainers prepare drills from closed incidents.',
		},
		output: { id: exampleRule.id, rule: 'B-7', version: 1 },
	},
})

const decided = { input: z.strictObject({ id, ground: text(1000) }), output: z.strictObject({ id }) }
const decidedExample = {
	input: { id: exampleRule.id, ground: 'Within the order cited; no wider than it.' },
	output: { id: exampleRule.id },
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
