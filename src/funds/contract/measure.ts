import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { payeeKind } from './lists.ts'
import { matchField, measureState } from './measure-lists.ts'
import { measureResource, measureRow, measureSheet, shownMeasure } from './measure-shapes.ts'
import { currency, someMinor } from './money.ts'
import { fundsDesk, reportResource } from './resources.ts'

/** F60 to F79. A stop from its draft to the bank's hold and its end; what a freeze shares with it. */

const { id: measure, report, account, row } = shownMeasure
export const measureMoved = z.object({ measure: id, state: measureState, version })
export const movedExample = (state: z.output<typeof measureState>, v: number) => ({ measure, state, version: v })

/** F61. The four that banks match on, each as far as it is known, and how much to hold. */
const fields = {
	holder: text(120).optional(),
	amountMinor: someMinor.optional(),
	/** When it was paid. */
	at: instant.optional(),
	/** What to hold; what of the loss came there, when left out. */
	askedMinor: someMinor.optional(),
}

/** An account known already, or what a document calls it. */
const whose = {
	account: id.optional(),
	named: z.strictObject({ kind: payeeKind, bank: text(80), number: text(80) }).optional(),
}

/** F60. With any field: what is not said is taken from the payment. */
export const draftStop = act({
	name: 'funds.stop.draft',
	summary: { en: 'Draft a stop of payment', zh: '拟制紧急止付' },
	resource: reportResource,
	input: z.strictObject({ report: id, payment: id.optional(), ...whose, ...fields }),
	output: measureMoved.extend({ missing: z.array(matchField) }),
	purpose: 'none',
	personal: ['holder', 'named'],
	example: { input: { report, account }, output: { ...movedExample('draft', 1), missing: ['holder'] } },
})

export const changeMeasure = act({
	name: 'funds.measure.change',
	summary: { en: 'Fill in or put right a stop or freeze', zh: '补充、更正止付或冻结' },
	resource: measureResource,
	input: z.strictObject({ measure: id, version, ...whose, ...fields }),
	output: measureMoved.extend({ missing: z.array(matchField) }),
	purpose: 'none',
	personal: ['holder', 'named'],
	example: {
		input: { measure, version: 1, holder: '周某某' },
		output: { ...movedExample('draft', 2), missing: [] },
	},
})

/** F61 to F66. */
export const signMeasure = act({
	name: 'funds.measure.sign',
	summary: { en: 'Sign a stop or freeze and pass it to who approves', zh: '签署止付或冻结并送批' },
	resource: measureResource,
	input: z.strictObject({ measure: id, version }),
	output: measureMoved.extend({ approver: id, approverPost: z.string(), twoPeople: z.boolean() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { measure, version: 1 },
		output: {
			...movedExample('signing', 2),
			approver: shownMeasure.agency,
			approverPost: 'shift_leader',
			twoPeople: true,
		},
	},
})

/** F65, F66. Approved, it goes out. */
export const approveMeasure = act({
	name: 'funds.measure.approve',
	summary: { en: 'Approve a stop or freeze: the order goes out', zh: '批准止付或冻结，发出文书' },
	resource: measureResource,
	input: z.strictObject({ measure: id, version }),
	output: measureMoved.extend({ askedMinor: someMinor, currency, answerDueAt: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { measure, version: 2 },
		output: {
			...movedExample('sent', 3),
			askedMinor: row.askedMinor,
			currency: 'CNY',
			answerDueAt: '2026-11-24T03:43:30.000Z',
		},
	},
})

export const declineMeasure = act({
	name: 'funds.measure.decline',
	summary: { en: 'Say why a stop or freeze is not approved', zh: '不予批准止付或冻结，说明理由' },
	resource: measureResource,
	input: z.strictObject({ measure: id, version, reason: text(1000) }),
	output: measureMoved,
	purpose: 'none',
	personal: ['reason'],
	example: { input: { measure, version: 2, reason: 'The payment was returned.' }, output: movedExample('declined', 3) },
})

export const withdrawMeasure = act({
	name: 'funds.measure.withdraw',
	summary: { en: 'Take back a stop or freeze that has not gone out', zh: '撤回尚未发出的止付或冻结' },
	resource: measureResource,
	input: z.strictObject({ measure: id, version }),
	output: measureMoved,
	purpose: 'none',
	personal: [],
	example: { input: { measure, version: 1 }, output: movedExample('withdrawn', 2) },
})

/** F72. */
export const releaseMeasure = act({
	name: 'funds.measure.release',
	summary: { en: 'Release a stop or freeze', zh: '解除止付或冻结' },
	resource: measureResource,
	input: z.strictObject({
		measure: id,
		version,
		because: z.enum(['not_a_case', 'decision']),
		reason: text(1000),
	}),
	output: measureMoved,
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { measure, version: 4, because: 'not_a_case', reason: 'No crime was found.' },
		output: movedExample('released', 5),
	},
})

/** F70. Only the clock performs it. */
export const lapseMeasure = act({
	name: 'funds.measure.lapse',
	summary: { en: 'A stop or freeze ran out', zh: '止付或冻结到期解除' },
	resource: measureResource,
	input: z.strictObject({ measure: id }),
	output: measureMoved,
	purpose: 'none',
	personal: [],
	example: { input: { measure }, output: movedExample('released', 5) },
})

/** F69. Only the clock performs it. */
export const warnMeasure = act({
	name: 'funds.measure.warn',
	summary: { en: 'A stop or freeze runs out soon', zh: '止付或冻结即将到期' },
	resource: measureResource,
	input: z.strictObject({ measure: id }),
	output: measureMoved,
	purpose: 'none',
	personal: [],
	example: { input: { measure }, output: movedExample('held', 4) },
})

export const listMeasures = view({
	name: 'funds.measure.list',
	summary: { en: 'Stops and freezes by what runs out when', zh: '止付与冻结，按到期先后' },
	resource: fundsDesk,
	input: z.strictObject({ section: z.enum(['open', 'ended']).default('open'), report: id.optional() }),
	output: z.object({ rows: z.array(measureRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [{ ...row, may: [...row.may], missing: [] }], more: false } },
})

/** The measure whole: holder, number, who must approve. */
export const showMeasure = view({
	name: 'funds.measure.show',
	summary: { en: 'One stop or freeze whole', zh: '止付或冻结详情' },
	resource: measureResource,
	input: z.strictObject({ measure: id }),
	output: measureSheet,
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { measure },
		output: {
			...row,
			may: [...row.may],
			missing: [],
			holder: '周某某',
			number: '6228480402500017752',
			amountMinor: 5_000_000,
			at: '2026-11-24T03:05:00.000Z',
			traced: { minor: 5_000_000, hops: 1, free: 5_000_000 },
			loss: 5_000_000,
			livingMinor: 0,
			holderKind: 'unknown',
			useKind: 'unknown',
			province: null,
			moving: { count: 1, minor: 800_000, lastAt: '2026-11-24T03:09:00.000Z' },
			stops: { used: 1, of: 2 },
			pack: 'cn',
			needs: {
				post: 'shift_leader',
				agency: { id: shownMeasure.agency, en: 'Xigang Bureau', zh: '汐港县公安局' },
				people: 2,
				rule: 'funds.approver r5',
				signedIn: 1,
			},
			renewals: { used: 0, of: 0 },
			reportSigned: true,
			victimBank: 'GWBK',
			payment: null,
			stop: null,
			bankReference: 'ZF-889',
			reason: null,
			objections: [],
		},
	},
})
