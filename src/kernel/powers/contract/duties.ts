import { z } from 'zod'
import { view } from '../../contract/declare.ts'
import { id, instant, text, tier } from '../../contract/scalars.ts'
import { actName, bookResource, exampleRule, postKind, ruleText } from './shapes.ts'

/** Duty and powers: what a post must do, who stands above and below it, and who could do an act. */

const agencyAt = z.strictObject({ id, en: z.string(), zh: z.string(), tier })
export type AgencyAt = z.output<typeof agencyAt>

/** A kind of post at an agency, and how many hold it today. */
const heldPost = z.strictObject({ post: postKind, agency: agencyAt, holders: z.int() })
export type HeldPostShape = z.output<typeof heldPost>

const both = z.strictObject({ en: z.string(), zh: z.string() })

export const dutyShape = z.strictObject({
	source: z.string(),
	what: both,
	basis: both,
	/** How many wait; null: of an agency outside the asker's own, where only what stands written is told. */
	open: z.int().nullable(),
	oldest: instant.nullable(),
	due: instant.nullable(),
	/** Those the asker may see, the most urgent first, at most ten. */
	rows: z.array(z.strictObject({ type: z.string(), id, name: both, since: instant, due: instant.nullable() })),
})
export type DutyShape = z.output<typeof dutyShape>

const example = {
	agency: { id: exampleRule.bureau, en: 'Xigang Bureau', zh: '汐港县公安局', tier: 'county' as const },
	duty: {
		source: 'dispatch.send',
		what: { en: 'Send units to incidents that wait', zh: '为待派警情派警' },
		basis: { en: 'Dispatch rules, table of targets', zh: '接处警规定，时限表' },
		open: 2,
		oldest: '2026-11-24T00:00:00.000Z',
		due: null,
		rows: [],
	},
}

export const showDuty = view({
	name: 'powers.duty.show',
	summary: { en: 'What a post must do, and who is above and below it', zh: '某岗位的职责及其上下级' },
	resource: bookResource,
	input: z.strictObject({ agency: id, kind: postKind }),
	output: z.strictObject({
		agency: agencyAt,
		kind: postKind,
		/** Kinds of post held at the agency today. */
		posts: z.array(heldPost),
		/** Agencies above, the nearest first, and those right below, with the posts of command there. */
		above: z.array(heldPost),
		below: z.array(heldPost),
		duties: z.array(dutyShape),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { agency: exampleRule.bureau, kind: 'dispatcher' },
		output: {
			agency: example.agency,
			kind: 'dispatcher',
			posts: [{ post: 'dispatcher', agency: example.agency, holders: 2 }],
			above: [],
			below: [],
			duties: [example.duty],
		},
	},
})

export const whoCould = view({
	name: 'powers.act.who',
	summary: { en: 'Which posts held today could do an act, on one row or in general', zh: '现任哪些岗位可以执行某操作' },
	resource: bookResource,
	input: z.strictObject({ act: actName, id: text(60).optional() }),
	output: z.strictObject({
		act: z.string(),
		/** The nearest agency first: the row's own, else the asker's. */
		posts: z.array(heldPost.extend({ rules: z.array(z.string()) })),
		/** There were more agencies in the line than were asked. */
		more: z.boolean(),
		rules: z.array(ruleText),
		/** Facts the act would load, taken here as none, false or empty. */
		assumed: z.array(z.string()),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { act: 'dispatch.unit.assign' },
		output: {
			act: 'dispatch.unit.assign',
			posts: [{ post: 'dispatcher', agency: example.agency, holders: 2, rules: ['D8'] }],
			more: false,
			rules: [exampleRule.text],
			assumed: [],
		},
	},
})

export const showTiers = view({
	name: 'powers.tier.show',
	summary: {
		en: 'The tiers of one line side by side: what each must do and may do',
		zh: '逐级对照：各层级的职责和职权',
	},
	resource: bookResource,
	input: z.strictObject({ agency: id }),
	output: z.strictObject({
		/** From the province down. */
		tiers: z.array(
			z.strictObject({
				agency: agencyAt,
				posts: z.array(heldPost),
				duties: z.array(z.strictObject({ source: z.string(), what: both, basis: both, posts: z.array(postKind) })),
				/** Acts, looks left out, with the posts that may and the rules that let them. */
				acts: z.array(z.strictObject({ action: z.string(), posts: z.array(postKind), rules: z.array(z.string()) })),
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { agency: exampleRule.bureau },
		output: {
			tiers: [
				{
					agency: example.agency,
					posts: [{ post: 'dispatcher', agency: example.agency, holders: 2 }],
					duties: [],
					acts: [{ action: 'dispatch.unit.assign', posts: ['dispatcher'], rules: ['D8'] }],
				},
			],
		},
	},
})
