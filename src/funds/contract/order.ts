import { z } from 'zod'
import { act, resource, view } from '#kernel/contract/declare.ts'
import { id, instant, text } from '#kernel/contract/scalars.ts'
import { partBody, partNumber, photograph, sha256 } from '#kernel/files/contract.ts'
import { answerIs, answerStanding, answerWay, orderIs, orderWay } from './bank-lists.ts'
import { matchField } from './measure-lists.ts'
import { currency, minor } from './money.ts'
import { orderDocument } from './order-document.ts'
import { fundsDesk } from './resources.ts'

/** F132 to F137. Orders to banks. */

export const orderResource = resource({
	type: 'FundsOrder',
	table: 'funds.bank_order',
	id: 'id',
	see: 'funds.order.see',
	attributes: { agency: { is: 'Agency', column: 'agency_id' } },
})

export const shownOrder = {
	id: '019aa000-0000-7000-8000-000000000811',
	measure: '019aa000-0000-7000-8000-000000000812',
	number: 'F-2611-00118-1',
	at: '2026-11-22T14:04:10.000Z',
	sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
}

/** Sent when an order is written, taken or answered. */
export const orderChanged = 'funds.order.changed'

/** F132. The system writes it when a measure is sent or ended; asked again it gives what was written. */
export const writeOrder = act({
	name: 'funds.order.write',
	summary: { en: 'Write and sign an order to a bank', zh: '拟制并签署发给银行的指令' },
	resource: fundsDesk,
	input: z.strictObject({ measure: id }),
	output: z.object({ order: id, is: orderIs, number: z.string(), sha256, already: z.boolean() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { measure: shownOrder.measure },
		output: { order: shownOrder.id, is: 'stop', number: shownOrder.number, sha256: shownOrder.sha256, already: false },
	},
})

/** F137. */
export const carryOrder = act({
	name: 'funds.order.carry',
	summary: { en: 'Enter that a bank took an order', zh: '登记银行已接收指令' },
	resource: orderResource,
	input: z.strictObject({ order: id, at: instant.optional() }),
	output: z.object({ order: id, takenAt: instant }),
	purpose: 'none',
	personal: [],
	example: { input: { order: shownOrder.id }, output: { order: shownOrder.id, takenAt: shownOrder.at } },
})

/** F140. One part of a photograph that was announced with an answer. */
export const putAnswerPhoto = act({
	name: 'funds.answer.put',
	summary: { en: 'Hand in a part of a photograph of a bank’s screen', zh: '上传银行屏幕照片分片' },
	resource: orderResource,
	long: true,
	input: z.strictObject({ order: id, sha256, part: partNumber, base64: partBody }),
	output: z.object({ order: id, missing: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { order: shownOrder.id, sha256: shownOrder.sha256, part: 0, base64: '/9j/4AAQ' },
		output: { order: shownOrder.id, missing: 0 },
	},
})

/** F140. What a bank said on another network or on the telephone. */
export const keyAnswer = act({
	name: 'funds.answer.key',
	summary: { en: 'Key what a bank answered to an order', zh: '录入银行对指令的答复' },
	resource: orderResource,
	input: z.strictObject({
		order: id,
		is: answerIs,
		field: matchField.optional(),
		/** In minor units of the order's currency. */
		amountMinor: minor.optional(),
		reason: text(140).optional(),
		/** The bank's own number of its answer. */
		reference: text(70).optional(),
		photo: photograph.optional(),
		at: instant.optional(),
	}),
	output: z.object({ order: id, answer: id, standing: answerStanding }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { order: shownOrder.id, is: 'held', amountMinor: 4_200_000, reference: 'GW-20261122-0071' },
		output: { order: shownOrder.id, answer: shownOrder.measure, standing: 'applied' },
	},
})

export const orderAnswer = z.object({
	id,
	is: answerIs,
	field: matchField.nullable(),
	amountMinor: minor.nullable(),
	reason: z.string().nullable(),
	message: z.string(),
	way: answerWay,
	at: instant,
	enteredAt: instant,
	standing: answerStanding,
	photo: z.object({ sha256, kind: z.string(), parts: z.int(), whole: z.boolean() }).nullable(),
})
export type OrderAnswer = z.output<typeof orderAnswer>

export const orderRow = z.object({
	id,
	number: z.string(),
	is: orderIs,
	way: orderWay,
	bank: z.object({ code: z.string(), en: z.string(), zh: z.string() }),
	/** Last four of the account. */
	tail: z.string(),
	amountMinor: minor,
	currency,
	writtenAt: instant,
	takenAt: instant.nullable(),
	answeredAt: instant.nullable(),
	/** What the newest answer that counts said. */
	answer: z.object({ is: answerIs, field: matchField.nullable(), amountMinor: minor.nullable() }).nullable(),
	until: instant.nullable(),
	measure: id,
	report: id,
})
export type OrderRow = z.output<typeof orderRow>

/** F133. Those that wait for the bank first, then the newest. */
export const listOrders = view({
	name: 'funds.order.list',
	summary: { en: 'Orders to banks', zh: '发给银行的指令' },
	resource: fundsDesk,
	input: z.strictObject({ report: id.optional() }),
	output: z.object({ rows: z.array(orderRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [], more: false } },
})

/** F133 to F136. One order: its document, its signature, and each rendering of it. */
export const showOrder = view({
	name: 'funds.order.show',
	summary: { en: 'An order to a bank, to copy or to send', zh: '发给银行的指令：可复制、可发送' },
	resource: orderResource,
	input: z.strictObject({ order: id }),
	output: z.object({
		row: orderRow,
		document: orderDocument,
		/** Exactly what was signed. */
		text: z.string(),
		sha256,
		signature: z.string(),
		/** The key that checks it. */
		vkey: z.string(),
		stopLine: z.string().nullable(),
		csv: z.object({ name: z.string(), text: z.string() }).nullable(),
		camt056: z.object({
			xml: z.string().nullable(),
			/** Why there is none. */
			why: z.object({ en: z.string(), zh: z.string() }).nullable(),
		}),
		answers: z.array(orderAnswer),
	}),
	purpose: 'required',
	looks: 'entered',
	example: {
		input: { order: shownOrder.id },
		output: {
			row: {
				id: shownOrder.id,
				number: shownOrder.number,
				is: 'stop',
				way: 'sheet',
				bank: { code: 'GWBK', en: 'Gangwan Bank', zh: '港湾银行' },
				tail: '4471',
				amountMinor: 28_620_000,
				currency: 'CNY',
				writtenAt: shownOrder.at,
				takenAt: null,
				answeredAt: null,
				answer: null,
				until: '2026-11-24T14:04:10.000Z',
				measure: shownOrder.measure,
				report: shownOrder.measure,
			},
			document: {
				form: 1,
				order: shownOrder.number,
				is: 'stop',
				report: 'F-2611-00118',
				bureau: { en: 'Xigang Bureau', zh: '汐港县公安局' },
				bank: { code: 'GWBK', en: 'Gangwan Bank', zh: '港湾银行', bic: 'GWBKZZ2L' },
				account: { kind: 'bank_account', number: '6200990000024471', holder: 'Lin Boan' },
				amount: { minor: 28_620_000, currency: 'CNY' },
				matched: { minor: 20_000_000, at: '2026-11-22T13:31:00.000Z' },
				payment: null,
				until: '2026-11-24T14:04:10.000Z',
				at: shownOrder.at,
			},
			text: '{}',
			sha256: shownOrder.sha256,
			signature: '— seawall.example/xigang AAAA\n',
			vkey: 'seawall.example/xigang+00000000+AA==',
			stopLine: '0990-5550101',
			csv: null,
			camt056: { xml: null, why: { en: 'The BIC is not in the directory.', zh: '名录中没有 BIC。' } },
			answers: [],
		},
	},
})

/** F140. One part of a whole photograph. */
export const showAnswerPhoto = view({
	name: 'funds.answer.photo',
	summary: { en: 'A part of a photograph of a bank’s screen', zh: '银行屏幕照片分片' },
	resource: orderResource,
	input: z.strictObject({ order: id, sha256, part: z.coerce.number().int().min(0).max(39) }),
	output: z.object({ base64: z.string() }),
	purpose: 'required',
	looks: 'entered',
	example: { input: { order: shownOrder.id, sha256: shownOrder.sha256, part: 0 }, output: { base64: '/9j/4AAQ' } },
})
