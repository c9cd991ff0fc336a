import { z } from 'zod'
import { act, resource, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { currency, someMinor } from './money.ts'
import { fundsDesk, reportResource } from './resources.ts'

/** F190 to F194. What banks are lawfully asked: a statement of an account, or one field that is missing. */

export const requestKind = z.enum(['statement', 'field'])
export const requestField = z.enum(['holder', 'number', 'amount', 'time'])
export type RequestField = z.output<typeof requestField>
export const requestState = z.enum(['drafted', 'sent', 'answered', 'withdrawn'])
export type RequestState = z.output<typeof requestState>

export const requestResource = resource({
	type: 'BankRequest',
	table: 'funds.request',
	id: 'id',
	see: 'funds.request.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		/** Who drafted it: never who sends it. */
		drafter: { is: 'String', column: 'drafted_by' },
		state: { is: 'String', column: 'state' },
	},
})

const report = '0192d3a0-0000-7000-8000-0000000f0001'
const request = '0192d3a0-0000-7000-8000-0000000f0017'
const account = '0192d3a0-0000-7000-8000-0000000f0002'
const at = '2026-11-24T03:16:00.000Z'

/** A day of the calendar, of the years that banks here answer for. */
export const day = z.iso.date().regex(/^(?:19[7-9]|20\d|21\d)\d-/, 'is no day that is asked for')

/** What a request is known by on screens: nothing of it names a person but the account, which its view shows. */
export const requestRow = z.object({
	id,
	number: z.string(),
	report: z.object({ id, number: z.string() }),
	kind: requestKind,
	field: requestField.nullable(),
	bank: z.string(),
	state: requestState,
	draftedAt: instant,
	sentAt: instant.nullable(),
	dueAt: instant.nullable(),
	/** Sent, not answered, and past its moment. */
	late: z.boolean(),
	answeredAt: instant.nullable(),
	version,
})
export type RequestRow = z.output<typeof requestRow>

const row: RequestRow = {
	id: request,
	number: 'R-2611-00007',
	report: { id: report, number: 'F-2611-00118' },
	kind: 'statement',
	field: null,
	bank: '汐港农村商业银行',
	state: 'drafted',
	draftedAt: at,
	sentAt: null,
	dueAt: null,
	late: false,
	answeredAt: null,
	version: 1,
}

/** F190. One press: what is not said is taken from the report. */
export const draftRequest = act({
	name: 'funds.request.draft',
	summary: { en: 'Draft a lawful request to a bank', zh: '拟制向银行的查询请求' },
	resource: reportResource,
	input: z.strictObject({
		report: id,
		kind: requestKind,
		/** Of a statement: whose account. Of a field: left out. */
		account: id.optional(),
		/** Of a field: which one is missing, of which payment. */
		field: requestField.optional(),
		payment: id.optional(),
		/** The bank asked: of the account, or the victim's own, when left out. */
		bank: text(80).optional(),
		/** Of a statement: the days asked for; from the first payment's day to today when left out. */
		from: day.optional(),
		until: day.optional(),
		reason: text(1000).optional(),
	}),
	output: z.object({ request: id, number: z.string(), state: requestState, version }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { report, kind: 'statement', account },
		output: { request, number: row.number, state: 'drafted', version: 1 },
	},
})

/** F191. Approved by somebody else, and out. */
export const sendRequest = act({
	name: 'funds.request.send',
	summary: { en: 'Approve a request to a bank and send it', zh: '批准并发出查询请求' },
	resource: requestResource,
	input: z.strictObject({ request: id, version }),
	output: z.object({ request: id, state: requestState, dueAt: instant, sheet: z.string(), version }),
	purpose: 'none',
	personal: [],
	example: {
		input: { request, version: 1 },
		output: {
			request,
			state: 'sent',
			dueAt: '2026-11-27T03:16:00.000Z',
			sheet: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
			version: 2,
		},
	},
})

export const withdrawRequest = act({
	name: 'funds.request.withdraw',
	summary: { en: 'Take a request back', zh: '撤回查询请求' },
	resource: requestResource,
	input: z.strictObject({ request: id, version, reason: text(300) }),
	output: z.object({ request: id, state: requestState, version }),
	purpose: 'none',
	personal: [],
	example: {
		input: { request, version: 1, reason: 'Asked twice.' },
		output: { request, state: 'withdrawn', version: 2 },
	},
})

/** F192. Keyed from their answer. The missing field goes where it was missing; a statement comes as a file. */
export const answerRequest = act({
	name: 'funds.request.answer',
	summary: { en: 'Enter what a bank answered', zh: '登记银行答复' },
	resource: requestResource,
	input: z.strictObject({
		request: id,
		version,
		reference: text(70).optional(),
		/** What they wrote, when it is no field. */
		answer: text(1000).optional(),
		holder: text(120).optional(),
		number: text(80).optional(),
		amountMinor: someMinor.optional(),
		currency: currency.optional(),
		time: instant.optional(),
	}),
	output: z.object({ request: id, state: requestState, version }),
	purpose: 'none',
	personal: ['answer', 'holder', 'number'],
	example: {
		input: { request, version: 2, reference: 'HF-2611-889', holder: '周某某' },
		output: { request, state: 'answered', version: 3 },
	},
})

export const listRequests = view({
	name: 'funds.request.list',
	summary: { en: 'Requests to banks', zh: '向银行的查询请求' },
	resource: fundsDesk,
	input: z.strictObject({ report: id.optional(), state: requestState.optional() }),
	output: z.object({ rows: z.array(requestRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [row], more: false } },
})

export const requestSheet = requestRow.extend({
	/** Null: what such a request always says. */
	reason: z.string().nullable(),
	account: z.object({ id, number: z.string(), bank: z.string() }).nullable(),
	/** Of a field: what is known of the payment, so that the bank finds it. */
	payment: z
		.object({
			n: z.int(),
			payeeName: z.string().nullable(),
			payeeNumber: z.string().nullable(),
			amountMinor: z.int().nullable(),
			currency,
			at: instant.nullable(),
			reference: z.string().nullable(),
		})
		.nullable(),
	victim: z.string().nullable(),
	from: day.nullable(),
	until: day.nullable(),
	agency: z.object({ en: z.string(), zh: z.string() }),
	answer: z.string().nullable(),
	reference: z.string().nullable(),
	sheet: z.string().nullable(),
	endedWhy: z.string().nullable(),
})
export type RequestSheet = z.output<typeof requestSheet>

/** The request whole, as its sheet says it. */
export const showRequest = view({
	name: 'funds.request.show',
	summary: { en: 'One request to a bank', zh: '一件查询请求' },
	resource: requestResource,
	input: z.strictObject({ request: id }),
	output: requestSheet,
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { request },
		output: {
			...row,
			reason: null,
			account: { id: account, number: '6228480402564890018', bank: 'XGRCB' },
			payment: null,
			victim: '林某某',
			from: '2026-11-24',
			until: '2026-11-24',
			agency: { en: 'Xigang Bureau', zh: '汐港县公安局' },
			answer: null,
			reference: null,
			sheet: null,
			endedWhy: null,
		},
	},
})

/** F193. The sheet on paper: the same bytes whenever it is drawn. */
export const printRequest = view({
	name: 'funds.request.print',
	summary: { en: 'A request to a bank as PDF', zh: '查询请求 PDF' },
	resource: requestResource,
	input: z.strictObject({ request: id, language: z.enum(['en', 'zh']) }),
	output: z.object({ name: z.string(), base64: z.string() }),
	purpose: 'required',
	looks: 'entered',
	example: { input: { request, language: 'zh' }, output: { name: 'R-2611-00007.pdf', base64: 'JVBERi0xLjcK' } },
})

export const requestChanged = 'funds.request.changed'
