import { z } from 'zod'
import { resource } from '../../contract/declare.ts'
import { id, instant } from '../../contract/scalars.ts'
import { postKind, type PostKind } from '../../identity/contract/words.ts'

/** Shapes that more than one act or view of powers speaks in. */

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

export { postKind, type PostKind }

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

const step = z.strictObject({ at: instant, post: z.string(), person: id, ground: z.string() }).nullable()

export const publishedRule = z.strictObject({
	id,
	/** The bureau whose rule it is: mine, or one above. */
	bureau: id,
	rule: z.string(),
	version: z.int(),
	effect: z.enum(['permit', 'forbid']),
	/** The basis it names. */
	en: z.string(),
	zh: z.string(),
	body: z.string(),
	reason: z.string(),
	from: instant,
	until: instant.nullable(),
	proposedAt: instant,
	proposedBy: id,
	/** Kind of post it was proposed from, where that is known. */
	proposedPost: z.string().nullable(),
	reviewed: step,
	approved: step,
	refused: step,
	/** Approved, begun, not ended, and no newer version approved. */
	inForce: z.boolean(),
})
export type PublishedRuleShape = z.output<typeof publishedRule>

/** Rows: all that differ, counted to 10,000, and how many of them have not ended; ids only of rows the viewer may see. */
const count = z.strictObject({ count: z.int(), more: z.boolean(), live: z.int(), sample: z.array(z.string()) })

/** What a rule changes for one kind of post at one agency, by one act. */
export const effect = z.strictObject({
	post: postKind,
	agency: id,
	agencyEn: z.string(),
	agencyZh: z.string(),
	sworn: z.boolean(),
	/** How many hold it now. */
	holders: z.int(),
	action: z.string(),
	/** Null: not a matter of rows. */
	gains: count.nullable(),
	loses: count.nullable(),
})
export type EffectShape = z.output<typeof effect>

export const actName = z.string().regex(/^[a-z]+(\.[a-z-]+){1,3}$/, 'is not the name of an act')

export const exampleRule = {
	body: '@id("B-7") @basis_en("Order 2026-3 of the bureau") @basis_zh("本局2026年第3号令")\npermit(principal, action == Action::"dispatch.incident.see", resource is Incident)\nwhen { principal.post == "trainer" && resource.closed };',
	id: '019ab5a0-0000-7000-8000-000000000007',
	bureau: '019ab5a0-0000-7000-8000-000000000001',
	text: {
		id: 'D8',
		effect: 'permit' as const,
		en: 'The desk sends its own units',
		zh: '指挥中心派遣本局处警单元',
		text: 'permit(…);',
		published: false,
	},
}
