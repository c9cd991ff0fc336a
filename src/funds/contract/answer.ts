import { z } from 'zod'
import { act, feed, resource, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { answerIs, answerStanding, orderIs, trayWhy } from './bank-lists.ts'
import { matchField } from './measure-lists.ts'
import { bankResource, shownBank } from './bank.ts'
import { currency, minor } from './money.ts'
import { orderDocument } from './order-document.ts'
import { shownOrder } from './order.ts'
import { fundsDesk } from './resources.ts'
import { toldAnswer } from './told.ts'

/** F140 to F148. What comes back from banks as files and from their machines, and what waits for a person. */

export const answerResource = resource({
	type: 'FundsAnswer',
	table: 'funds.bank_answer',
	id: 'id',
	see: 'funds.answer.see',
	attributes: { agency: { is: 'Agency', column: 'agency_id' }, standing: { is: 'String', column: 'standing' } },
})

const taken = z.object({
	answer: id,
	is: answerIs,
	standing: answerStanding,
	/** Why it waits for a person; its order is not known. */
	why: trayWhy.nullable(),
	order: z.string().nullable(),
	/** It was told before; nothing changed. */
	already: z.boolean(),
})
export type TakenAnswer = z.output<typeof taken>

const shownAnswer = '019aa000-0000-7000-8000-000000000821'
const shownTaken = {
	answer: shownAnswer,
	is: 'held',
	standing: 'applied',
	why: null,
	order: shownOrder.number,
	already: false,
} as const

/** F141, F142. A camt.029 or pacs.004 that was brought or sent on. */
export const fileAnswer = act({
	name: 'funds.answer.file',
	summary: { en: 'Enter a file a bank answered with', zh: '录入银行答复文件' },
	resource: bankResource,
	long: true,
	input: z.strictObject({ bank: id, file: z.base64().min(4).max(360_000) }),
	output: z.object({ answers: z.array(taken) }),
	purpose: 'none',
	personal: [],
	example: { input: { bank: shownBank, file: 'PERvY3VtZW50Lz4=' }, output: { answers: [shownTaken] } },
})

/** F150. The same from the bank's own machine. */
export const takeAnswer = act({
	name: 'funds.answer.take',
	summary: { en: 'Take what a bank’s machine answered', zh: '接收银行系统答复' },
	resource: bankResource,
	input: z.strictObject({
		bank: id,
		told: toldAnswer,
		sha256: z.string().regex(/^[0-9a-f]{64}$/),
	}),
	output: taken,
	purpose: 'none',
	personal: [],
	example: {
		input: {
			bank: shownBank,
			told: { message: 'GW-0071', n: 0, is: 'pending', at: shownOrder.at, order: shownOrder.number },
			sha256: shownOrder.sha256,
		},
		output: shownTaken,
	},
})

/** F150. The bank's machine fetched an order. */
export const fetchOrder = act({
	name: 'funds.order.fetch',
	summary: { en: 'A bank’s machine took an order', zh: '银行系统接收指令' },
	resource: bankResource,
	input: z.strictObject({ bank: id, order: id }),
	output: z.object({ order: id, takenAt: instant }),
	purpose: 'none',
	personal: [],
	example: {
		input: { bank: shownBank, order: shownOrder.id },
		output: { order: shownOrder.id, takenAt: shownOrder.at },
	},
})

/** F144. A person says which order it answers. */
export const matchAnswer = act({
	name: 'funds.answer.match',
	summary: { en: 'Match an answer to its order', zh: '将答复对应到指令' },
	resource: answerResource,
	input: z.strictObject({ answer: id, version, order: text(35) }),
	output: z.object({ answer: id, standing: answerStanding, version }),
	purpose: 'none',
	personal: [],
	example: {
		input: { answer: shownAnswer, version: 1, order: shownOrder.number },
		output: { answer: shownAnswer, standing: 'applied', version: 2 },
	},
})

/** F144. */
export const dismissAnswer = act({
	name: 'funds.answer.dismiss',
	summary: { en: 'Set an answer aside that answers no order of ours', zh: '搁置与我方指令无关的答复' },
	resource: answerResource,
	input: z.strictObject({ answer: id, version, reason: text(300) }),
	output: z.object({ answer: id, standing: answerStanding, version }),
	purpose: 'none',
	personal: ['reason'],
	example: {
		input: { answer: shownAnswer, version: 1, reason: 'Meant for another county.' },
		output: { answer: shownAnswer, standing: 'dismissed', version: 2 },
	},
})

export const trayRow = z.object({
	id,
	bank: z.object({ en: z.string(), zh: z.string() }).nullable(),
	is: answerIs,
	field: matchField.nullable(),
	amountMinor: minor.nullable(),
	currency: currency.nullable(),
	message: z.string(),
	said: z.object({ order: z.string().nullable(), uetr: z.string().nullable(), endToEnd: z.string().nullable() }),
	why: trayWhy,
	at: instant,
	enteredAt: instant,
	version,
	/** F144. Orders to the same bank that wait for an answer: the ones to choose from, newest first. */
	near: z.array(z.object({ number: z.string(), is: orderIs, tail: z.string(), amountMinor: minor, currency })),
})
export type TrayRow = z.output<typeof trayRow>

/** F144. */
export const listTray = view({
	name: 'funds.answer.list',
	summary: { en: 'Answers of banks that wait for a person', zh: '待人工对应的银行答复' },
	resource: fundsDesk,
	input: z.strictObject({}),
	output: z.object({ rows: z.array(trayRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [], more: false } },
})

/** Sent when an answer came in or was settled. */
export const answerTaken = 'funds.answer.taken'

const key = {
	en: 'The key of the bank, set for its code in SEAWALL_BANK_KEYS.',
	zh: '银行密钥，按银行代码在 SEAWALL_BANK_KEYS 中设定。',
}

/** F150. A bank's machine asks for its orders after the last it has. */
export const ordersFeed = feed({
	name: 'funds.orders',
	path: '/funds/bank/orders',
	summary: { en: 'A bank fetches the orders that are for it', zh: '银行获取发给本行的指令' },
	key,
	input: z.strictObject({ after: z.int().min(0).default(0) }),
	output: z.object({
		orders: z.array(
			z.object({
				n: z.int(),
				document: orderDocument,
				text: z.string(),
				sha256: z.string(),
				signature: z.string(),
				camt056: z.string().nullable(),
			}),
		),
	}),
	example: { input: { after: 0 }, output: { orders: [] } },
})

/** F150. What it answers: one answer as JSON, or a camt.029 or pacs.004 as XML. */
export const answersFeed = feed({
	name: 'funds.answers',
	path: '/funds/bank/answers',
	summary: { en: 'A bank answers an order', zh: '银行答复指令' },
	key,
	input: toldAnswer,
	output: z.object({ answers: z.array(taken) }),
	example: {
		input: {
			message: 'GW-0071',
			n: 0,
			is: 'held',
			amount: { minor: 7_000_000, currency: 'CNY' },
			at: shownOrder.at,
			order: shownOrder.number,
		},
		output: { answers: [shownTaken] },
	},
})
