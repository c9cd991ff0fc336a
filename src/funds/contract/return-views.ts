import { z } from 'zod'
import { view } from '#kernel/contract/declare.ts'
import { id, instant } from '#kernel/contract/scalars.ts'
import { attributionRule, returnReading, returnWay } from './attribution.ts'
import { minor } from './money.ts'
import { fundsDesk, reportResource } from './resources.ts'
import {
	byVictim,
	noticeBoard,
	returnPlan,
	returnResource,
	returnRuling,
	roundRow,
	frozenIn,
	shownFrozen,
	shownPlan,
	shownReturn,
	shownRound,
} from './return-shapes.ts'

/** F276, F288 to F299. What is shown of attribution and return. Victims stand here by the number of their report. */

const { report, account, round, objection, number } = shownReturn

/** F276, F283. Before anything is proposed: the frozen accounts, five rules and the return rule side by side. */
export const showAttribution = view({
	name: 'funds.attribution.show',
	summary: { en: 'Whose frozen money it is, by six rules', zh: '冻结资金归属，六种规则并列' },
	resource: reportResource,
	input: z.strictObject({ report: id }),
	output: z.object({
		number: z.string(),
		currency: z.string(),
		plan: returnPlan,
		reading: z.object({ reading: returnReading, at: instant }).nullable(),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { report },
		output: {
			number,
			currency: 'CNY',
			plan: shownPlan,
			reading: { reading: 'reading', at: '2026-11-24T03:00:00.000Z' },
		},
	},
})

const step = z.object({
	is: z.enum(['opening', 'in', 'out']),
	transfer: z.int().nullable(),
	at: instant.nullable(),
	amountMinor: minor,
	parts: byVictim,
	balanceMinor: minor,
	after: byVictim,
})

/** F276. One figure's arithmetic. */
const shownSteps = z.object({ steps: z.array(step), total: z.int().min(0) })
const exampleSteps: z.output<typeof shownSteps> = {
	steps: [
		{
			is: 'in',
			transfer: 1,
			at: '2026-11-22T13:33:00.000Z',
			amountMinor: 9_620_000,
			parts: { [number]: 9_620_000 },
			balanceMinor: 11_620_000,
			after: { [number]: 9_620_000 },
		},
	],
	total: 1,
}

/** F276. As the record is now. */
export const showSteps = view({
	name: 'funds.attribution.steps',
	summary: { en: 'How a figure of attribution was reached', zh: '归属数额的计算过程' },
	resource: reportResource,
	input: z.strictObject({ report: id, account: id, rule: attributionRule }),
	output: shownSteps,
	purpose: 'none',
	looks: 'entered',
	example: { input: { report, account, rule: 'lifo' }, output: exampleSteps },
})

/** F276. As it was when the round was proposed. */
export const showRoundSteps = view({
	name: 'funds.return.steps',
	summary: { en: 'How a figure of a return was reached', zh: '返还方案数额的计算过程' },
	resource: returnResource,
	input: z.strictObject({ round: id, account: id, rule: attributionRule }),
	output: shownSteps,
	purpose: 'none',
	looks: 'entered',
	example: { input: { round, account, rule: 'lifo' }, output: exampleSteps },
})

export const listReturns = view({
	name: 'funds.return.list',
	summary: { en: 'Rounds of giving frozen money back', zh: '冻结资金返还列表' },
	resource: fundsDesk,
	input: z.strictObject({ section: z.enum(['open', 'ended']).default('open'), report: id.optional() }),
	output: z.object({ rows: z.array(roundRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'entered',
	example: { input: { section: 'open' }, output: { rows: [shownRound], more: false } },
})

export const payRow = z.object({
	id,
	report: z.object({ id, number: z.string() }),
	account: frozenIn,
	amountMinor: minor,
	way: returnWay,
	paidAt: instant.nullable(),
	reference: z.string().nullable(),
})
export type PayRow = z.output<typeof payRow>

/** F288 to F296. */
export const showReturn = view({
	name: 'funds.return.show',
	summary: { en: 'One round of giving back, with its arithmetic', zh: '一次返还及其计算' },
	resource: returnResource,
	input: z.strictObject({ round: id }),
	output: z.object({
		round: roundRow,
		rows: z.array(payRow),
		plan: returnPlan,
		dataSha256: z.string(),
		resultSha256: z.string(),
		objections: z.array(
			z.object({
				id,
				said: z.string(),
				enteredAt: instant,
				dueAt: instant,
				ruling: returnRuling.nullable(),
				reason: z.string().nullable(),
			}),
		),
		certificates: z.array(z.object({ id, sha256: z.string(), issuedAt: instant })),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { round },
		output: {
			round: shownRound,
			rows: [
				{
					id: objection,
					report: { id: report, number },
					account: shownFrozen.account,
					amountMinor: 4_620_000,
					way: 'stamped',
					paidAt: null,
					reference: null,
				},
			],
			plan: shownPlan,
			dataSha256: shownReturn.sha256,
			resultSha256: shownReturn.sha256,
			objections: [],
			certificates: [],
		},
	},
})

/** F296. For court, and for the bank that holds the money. */
export const printReturn = view({
	name: 'funds.return.print',
	summary: { en: 'A round of giving back on paper', zh: '打印返还方案' },
	resource: returnResource,
	input: z.strictObject({ round: id, language: z.enum(['en', 'zh']) }),
	output: z.object({ name: z.string(), base64: z.string() }),
	purpose: 'none',
	looks: 'entered',
	example: { input: { round, language: 'zh' }, output: { name: 'B-2611-00001.pdf', base64: 'JVBERi0=' } },
})

/** F320. To one bank, with the names of those it pays. */
export const printPaymentOrder = view({
	name: 'funds.payment-order.print',
	summary: { en: 'The payment order to one bank on paper', zh: '打印给一家银行的返还通知书' },
	resource: returnResource,
	input: z.strictObject({ round: id, bank: z.string().min(1).max(80), language: z.enum(['en', 'zh']) }),
	output: z.object({ name: z.string(), base64: z.string() }),
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { round, bank: '港湾银行', language: 'zh' },
		output: { name: 'B-2611-00001-1.pdf', base64: 'JVBERi0=' },
	},
})

/** F292. For anybody, without names. */
export const listNotices = view({
	name: 'funds.notice.list',
	summary: { en: 'Returns in their public notice, for anybody', zh: '返还公示（公开）' },
	resource: noticeBoard,
	input: z.strictObject({}),
	output: z.object({
		rows: z.array(
			z.object({
				number: z.string(),
				agency: z.object({ en: z.string(), zh: z.string() }),
				currency: z.string(),
				frozenMinor: minor,
				givenMinor: minor,
				victims: z.int().min(0),
				accounts: z.array(z.object({ bank: z.string(), tail: z.string() })),
				from: instant,
				until: instant,
			}),
		),
	}),
	purpose: 'none',
	looks: 'open',
	anonymous: true,
	example: {
		input: {},
		output: {
			rows: [
				{
					number: 'B-2611-00001',
					agency: { en: 'Xigang Bureau', zh: '汐港县公安局' },
					currency: 'CNY',
					frozenMinor: 6_620_000,
					givenMinor: 4_620_000,
					victims: 1,
					accounts: [{ bank: '港湾银行', tail: '7752' }],
					from: '2026-11-24T06:00:00.000Z',
					until: '2026-12-24T16:00:00.000Z',
				},
			],
		},
	},
})

const letter = z.object({ en: z.array(z.string()), zh: z.array(z.string()) })

/** F299. What the victim reads of it. */
export const showLetter = view({
	name: 'funds.return.letter',
	summary: { en: 'What a victim is told about money coming back', zh: '告知受害人的返还情况' },
	resource: reportResource,
	input: z.strictObject({ report: id }),
	output: z.object({ letters: z.array(letter) }),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { report },
		output: {
			letters: [
				{
					en: ['CNY 46,200.00 is to be given back to you (B-2611-00001).'],
					zh: ['拟返还你 46,200.00 元（B-2611-00001）。'],
				},
			],
		},
	},
})
