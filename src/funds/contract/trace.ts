import { z } from 'zod'
import { act, view } from '#kernel/contract/declare.ts'
import { id, instant, version } from '#kernel/contract/scalars.ts'
import { fraudScheme, holderKind, payeeKind, reportState } from './lists.ts'
import { currency, minor, someMinor } from './money.ts'
import { fundsDesk, reportResource } from './resources.ts'
import {
	accountFlow,
	frontierOrder,
	frontierRow,
	shownAccount,
	shownTrace,
	traceDirection,
	traceFirst,
	traceRule,
} from './trace-shapes.ts'

/** Following money: F235 to F262. */

/** How a trace is asked for. Query parameters arrive as text. */
export const traceAsked = z.strictObject({
	report: id,
	direction: traceDirection.default('forward'),
	/** Where it begins: an account of the trace. Absent: with the payments of the report. Back, it must be named. */
	account: id.optional(),
	hops: z.coerce.number().int().min(1).max(8).default(5),
	after: instant.optional(),
	before: instant.optional(),
	leastMinor: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).default(1),
	perHop: z.coerce.number().int().min(1).max(500).default(50),
	first: traceFirst.default('nearest'),
	rule: traceRule.default('lifo'),
})
export type TraceAsked = z.output<typeof traceAsked>

const { report, account } = shownTrace
const words = { en: 'Harbour Bank', zh: '港湾银行' }

export const traceReport = z.object({
	id,
	number: z.string(),
	scheme: fraudScheme,
	state: reportState,
	currency,
	lossMinor: minor,
	payments: z.int(),
	reportedAt: instant,
	/** When the first stop on it was sent. */
	firstStopAt: instant.nullable(),
	agency: z.object({ id, en: z.string(), zh: z.string() }),
})
export type TraceReport = z.output<typeof traceReport>

export const traceTransfer = z.object({
	id: z.int(),
	/** Null: an account of the victim. */
	from: id.nullable(),
	to: id,
	minor: someMinor,
	/** What of it is the victim's money by the rule. */
	victimMinor: minor,
	at: instant,
	hop: z.int().min(1).max(9),
	/** The matter stands on it (F180). */
	cited: z.boolean(),
})
export type TraceTransfer = z.output<typeof traceTransfer>

/** F241 to F252. */
export const showTrace = view({
	name: 'funds.trace.show',
	summary: { en: 'The way the money of a report took', zh: '一起报案的资金流向' },
	resource: reportResource,
	input: traceAsked,
	output: z.object({
		report: traceReport,
		accounts: z.array(shownAccount),
		transfers: z.array(traceTransfer),
		/** F238. Accounts of which not all transfers are shown. */
		cuts: z.array(z.object({ account: id, shown: z.int(), of: z.int() })),
		/** F242. Accounts in the answer, of so many reached. */
		total: z.object({ shown: z.int(), of: z.int() }),
		frontier: z.array(frontierRow),
		totals: z.object({
			/** Payments whose account is not known yet: nowhere to follow them. */
			unplacedMinor: minor,
			/** What went on beyond what is shown: hops, least amount, number, or matters that may not be seen. */
			beyondMinor: minor,
			/** What came back to the victim. */
			returnedMinor: minor,
			heldMinor: minor,
			recoverableMinor: minor,
			goneMinor: minor,
			/** Everything above and what stands on accounts: equals the loss reported. */
			sumMinor: minor,
		}),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { report },
		output: {
			report: {
				id: report,
				number: 'F-2611-00118',
				scheme: 'impersonation_service',
				state: 'signed',
				currency: 'CNY',
				lossMinor: 48_620_000,
				payments: 3,
				reportedAt: '2026-11-22T13:58:00.000Z',
				firstStopAt: '2026-11-22T14:04:00.000Z',
				agency: { id: shownTrace.agency, en: 'Xigang County Bureau', zh: '汐港县公安局' },
			},
			accounts: [shownTrace.accountRow],
			transfers: [
				{
					id: 7,
					from: null,
					to: account,
					minor: 28_620_000,
					victimMinor: 28_620_000,
					at: '2026-11-22T13:14:00.000Z',
					hop: 1,
					cited: true,
				},
			],
			cuts: [],
			total: { shown: 1, of: 1 },
			frontier: [shownTrace.frontierRow],
			totals: {
				unplacedMinor: 0,
				beyondMinor: 20_000_000,
				returnedMinor: 0,
				heldMinor: 0,
				recoverableMinor: 24_320_000,
				goneMinor: 0,
				sumMinor: 48_620_000,
			},
		},
	},
})
export type Trace = z.output<typeof showTrace.output>

/** F245, F250. One account: its balance over time with the victim's money in it, and what each rule gives. */
export const showAccountFlow = view({
	name: 'funds.trace.account',
	summary: { en: 'How an estimate on an account was reached', zh: '账户估计额的算式与余额变化' },
	resource: reportResource,
	input: traceAsked.extend({ account: id }),
	output: accountFlow,
	purpose: 'none',
	looks: 'entered',
	example: { input: { report, account }, output: shownTrace.flow },
})

/** F253. Names and whole numbers: what the victim told, and what a transfer cited in the matter names. */
export const showTraceNames = view({
	name: 'funds.trace.names',
	summary: { en: 'Names and numbers of the accounts of a trace', zh: '资金流向中账户的户名与账号' },
	resource: reportResource,
	input: z.strictObject({ report: id }),
	output: z.object({
		accounts: z.array(
			z.object({
				account: id,
				number: z.string(),
				holder: z.string().nullable(),
				holderKind,
				/** `masked`: known, but no transfer with it is cited in the matter. */
				shows: z.enum(['told', 'cited', 'masked', 'unknown']),
			}),
		),
	}),
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { report },
		output: {
			accounts: [{ account, number: '6200000000007752', holder: '林某', holderKind: 'person', shows: 'told' }],
		},
	},
})

/** F254 to F258. The last known holders of the money of every open report the person may see. */
export const listFrontier = view({
	name: 'funds.frontier.list',
	summary: {
		en: 'Where victims’ money stands last, and what the next stop is worth',
		zh: '前沿账户：钱最后在哪里，下一步能追回多少',
	},
	resource: fundsDesk,
	input: z.strictObject({ order: frontierOrder.default('saved') }),
	output: z.object({
		rows: z.array(
			frontierRow.extend({
				report: z.object({
					id,
					number: z.string(),
					lossMinor: minor,
					currency,
					/** F257. Hundredths of what the victim had saved; null while nobody asked. */
					lostHundredths: z.int().min(0).max(100).nullable(),
					/** No stop was tried for this victim. */
					untried: z.boolean(),
				}),
				bank: z.object({ code: z.string(), en: z.string(), zh: z.string() }),
				kind: payeeKind,
				tail: z.string(),
			}),
		),
		/** Open reports worked through, of so many. */
		reports: z.object({ shown: z.int(), of: z.int() }),
		totals: z.array(
			z.object({
				currency,
				lossMinor: minor,
				heldMinor: minor,
				recoverableMinor: minor,
				untried: z.int(),
				reports: z.int(),
			}),
		),
	}),
	purpose: 'none',
	looks: 'entered',
	example: {
		input: { order: 'saved' },
		output: {
			rows: [
				{
					...shownTrace.frontierRow,
					report: {
						id: report,
						number: 'F-2611-00118',
						lossMinor: 48_620_000,
						currency: 'CNY',
						lostHundredths: 80,
						untried: true,
					},
					bank: { code: 'HARB', ...words },
					kind: 'bank_account',
					tail: '7752',
				},
			],
			reports: { shown: 1, of: 1 },
			totals: [
				{ currency: 'CNY', lossMinor: 48_620_000, heldMinor: 0, recoverableMinor: 24_320_000, untried: 1, reports: 1 },
			],
		},
	},
})
export type FrontierList = z.output<typeof listFrontier.output>

/** F252. The trace on paper, for a court. */
export const printTrace = view({
	name: 'funds.trace.print',
	summary: { en: 'The way the money took, as PDF for a court', zh: '资金流向（供诉讼使用的 PDF）' },
	resource: reportResource,
	input: traceAsked.extend({ language: z.enum(['en', 'zh']) }),
	output: z.strictObject({ name: z.string(), base64: z.string() }),
	purpose: 'required',
	looks: 'entered',
	example: { input: { report, language: 'zh' }, output: { name: 'F-2611-00118-trace.pdf', base64: 'JVBERi0x' } },
})

/** F257. Asked once, in words they understand: what they had before. */
export const enterSavings = act({
	name: 'funds.savings.enter',
	summary: { en: 'Enter what the victim had saved', zh: '登记报案人被骗前的积蓄' },
	resource: reportResource,
	input: z.strictObject({ report: id, savedMinor: someMinor, version }),
	output: z.object({ report: id, lostHundredths: z.int().min(0).max(100), version }),
	purpose: 'none',
	personal: ['savedMinor'],
	example: {
		input: { report, savedMinor: 60_000_000, version: 1 },
		output: { report, lostHundredths: 81, version: 2 },
	},
})
