import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { holderKind, useKind } from './lists.ts'
import { matchField, rulePack } from './measure-lists.ts'
import { measureMoved, movedExample } from './measure.ts'
import { fundsBoard, measureResource, packResource, shownMeasure } from './measure-shapes.ts'
import { minor, someMinor } from './money.ts'
import { fundsDesk, reportResource } from './resources.ts'

/** F67 to F92. Freezes, objections, rule packs, and what is published. */

const { id: measure, report, account, objection, pack, agency } = shownMeasure

/** F67, F71. */
export const draftFreeze = act({
	name: 'funds.freeze.draft',
	summary: { en: 'Draft the freeze that takes over from a stop', zh: '拟制冻结，接续止付' },
	resource: measureResource,
	input: z.strictObject({
		/** The stop. */
		measure: id,
		askedMinor: someMinor.optional(),
	}),
	output: measureMoved.extend({ stop: id, missing: z.array(matchField) }),
	purpose: 'none',
	personal: [],
	example: {
		input: { measure },
		output: { ...movedExample('draft', 1), stop: measure, missing: [] },
	},
})

/** F74. */
export const renewFreeze = act({
	name: 'funds.freeze.renew',
	summary: { en: 'Renew a freeze before it runs out', zh: '续期冻结' },
	resource: measureResource,
	input: z.strictObject({ measure: id, version, reason: text(1000) }),
	output: measureMoved.extend({ untilAt: instant, renewals: z.int() }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { measure, version: 4, reason: 'The trial has not ended.' },
		output: { ...movedExample('held', 5), untilAt: '2027-11-24T03:15:00.000Z', renewals: 1 },
	},
})

/** F83, F84. Each fact from a document of the bank or the holder. */
export const describeAccount = act({
	name: 'funds.account.describe',
	summary: { en: 'Enter what kind of account it is', zh: '登记账户性质' },
	resource: reportResource,
	input: z.strictObject({
		report: id,
		account: id,
		holderKind: holderKind.optional(),
		useKind: useKind.optional(),
		province: z
			.string()
			.regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'is not a code of ISO 3166-2')
			.optional(),
		/** Which document says so. */
		because: text(300),
	}),
	output: z.object({ account: id, version, released: z.array(z.object({ measure: id, livingMinor: minor })) }),
	purpose: 'none',
	personal: ['because'],
	example: {
		input: { report, account, useKind: 'wage', because: 'Answer of the bank, 24 November.' },
		output: { account, version: 2, released: [{ measure, livingMinor: 300_000 }] },
	},
})

/** F85. */
export const enterObjection = act({
	name: 'funds.objection.enter',
	summary: { en: 'Enter what a holder says against a measure', zh: '登记账户持有人的异议' },
	resource: measureResource,
	input: z.strictObject({ measure: id, said: text(2000) }),
	output: z.object({ objection: id, measure: id, dueAt: instant }),
	purpose: 'none',
	personal: ['said'],
	example: {
		input: { measure, said: 'The money is my wage.' },
		output: { objection, measure, dueAt: '2026-12-01T16:00:00.000Z' },
	},
})

/** F86. */
export const answerObjection = act({
	name: 'funds.objection.answer',
	summary: { en: 'Answer an objection', zh: '答复异议' },
	resource: measureResource,
	input: z.strictObject({ measure: id, objection: id, answer: z.enum(['upheld', 'dismissed']), reason: text(1000) }),
	output: measureMoved.extend({ answer: z.enum(['upheld', 'dismissed']) }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { measure, objection, answer: 'upheld', reason: 'The account is not where the money went.' },
		output: { ...movedExample('released', 5), answer: 'upheld' },
	},
})

/** F87. Only the clock performs it. */
export const lapseObjection = act({
	name: 'funds.objection.lapse',
	summary: { en: 'Nobody answered an objection: the measure ends', zh: '异议逾期未答复，措施解除' },
	resource: measureResource,
	input: z.strictObject({ measure: id }),
	output: measureMoved,
	purpose: 'none',
	personal: [],
	example: { input: { measure }, output: movedExample('released', 5) },
})

/** F68. */
export const proposePack = act({
	name: 'funds.pack.propose',
	summary: { en: 'Propose the rule pack this bureau uses', zh: '提请本局采用的规则包' },
	resource: fundsDesk,
	input: z.strictObject({
		pack: rulePack,
		/** Where the bureau is, as ISO 3166-2. */
		province: z
			.string()
			.regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'is not a code of ISO 3166-2')
			.optional(),
		reason: text(500),
	}),
	output: z.object({ choice: id }),
	purpose: 'none',
	personal: [],
	example: { input: { pack: 'cn', reason: 'The law in force here.' }, output: { choice: pack } },
})

/** F68. */
export const confirmPack = act({
	name: 'funds.pack.confirm',
	summary: { en: 'Confirm the rule pack after legal review', zh: '法制审核后确认规则包' },
	resource: packResource,
	input: z.strictObject({ choice: id }),
	output: z.object({ choice: id, pack: rulePack }),
	purpose: 'none',
	personal: [],
	example: { input: { choice: pack }, output: { choice: pack, pack: 'cn' } },
})

const packRow = z.object({
	id,
	pack: rulePack,
	province: z.string().nullable(),
	reason: z.string(),
	proposedAt: instant,
	confirmedAt: instant.nullable(),
	may: z.array(z.string()),
})

export const showPack = view({
	name: 'funds.pack.show',
	summary: { en: 'The rule pack in use, and the one proposed', zh: '现用规则包与待审规则包' },
	resource: fundsDesk,
	input: z.strictObject({}),
	output: z.object({ pack: rulePack, chosen: packRow.nullable(), proposed: packRow.nullable() }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { pack: 'cn', chosen: null, proposed: null } },
})

/** F88. Counts by agency; nobody and no account. */
export const publishedRow = z.object({
	agency: z.object({ id, en: z.string(), zh: z.string() }),
	stops: z.int(),
	freezes: z.int(),
	/** Hours accounts were held, in whole hours. */
	hoursHeld: z.int(),
	/** Ended because an objection was upheld, or nobody answered it. */
	wrongful: z.int(),
	/** Ended by the clock with no freeze. */
	ranOut: z.int(),
})
export type PublishedRow = z.output<typeof publishedRow>

export const showPublished = view({
	name: 'funds.measures.published',
	summary: { en: 'Hours held and wrongful stops, by agency', zh: '各单位止付冻结时长与错误止付' },
	resource: fundsBoard,
	input: z.strictObject({}),
	output: z.object({ at: instant, rows: z.array(publishedRow) }),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: {},
		output: {
			at: '2026-11-24T04:00:00.000Z',
			rows: [
				{
					agency: { id: agency, en: 'Xigang Bureau', zh: '汐港县公安局' },
					stops: 12,
					freezes: 7,
					hoursHeld: 310,
					wrongful: 1,
					ranOut: 2,
				},
			],
		},
	},
})
