import { z } from 'zod'
import { act, resource, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { bankKind, orderColumn, orderWay } from './bank-lists.ts'
import { fundsDesk } from './resources.ts'

/** F130, F131, F155. The directory of banks. */

export const bankResource = resource({
	type: 'FundsBank',
	table: 'funds.bank',
	id: 'id',
	see: 'funds.bank.see',
	ended: 'closed',
	attributes: {
		/** The bureau that keeps the line. */
		agency: { is: 'Agency', column: 'agency_id' },
		closed: { is: 'Bool', column: 'closed' },
	},
})

const bic = z.string().regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 'is no BIC (ISO 9362)')
const province = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'is no part of a country (ISO 3166-2)')

const facts = {
	en: text(80),
	zh: text(80),
	/** Further names it is called by. */
	names: z.array(text(80)).max(20).default([]),
	kind: bankKind,
	way: orderWay,
	columns: z.array(orderColumn).max(20).default([]),
	holdsAmount: z.boolean(),
	province: province.nullable(),
	bic: bic.nullable(),
	stopLine: text(40).nullable(),
}

export const shownBank = '019aa000-0000-7000-8000-000000000801'
const shownFacts = {
	en: 'Gangwan Bank',
	zh: '港湾银行',
	names: ['港湾'],
	kind: 'bank',
	way: 'sheet',
	columns: [],
	holdsAmount: true,
	province: 'ZZ-DL',
	bic: 'GWBKZZ2L',
	stopLine: '0990-5550101',
} as const satisfies Record<keyof typeof facts, unknown>

const changed = z.object({ bank: id, version })

/** F130. */
export const keepBank = act({
	name: 'funds.bank.keep',
	summary: { en: 'Enter a bank orders go to', zh: '登记接收指令的银行' },
	resource: fundsDesk,
	input: z.strictObject({ code: z.string().regex(/^[A-Z0-9]{3,12}$/, 'is no code of a bank'), ...facts }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: { code: 'GWBK', ...shownFacts, columns: [...shownFacts.columns], names: [...shownFacts.names] },
		output: { bank: shownBank, version: 1 },
	},
})

/** F131. What it is told from now on; orders that were written stay as they are. */
export const changeBank = act({
	name: 'funds.bank.change',
	summary: { en: 'Change how orders reach a bank', zh: '变更银行接收指令的方式' },
	resource: bankResource,
	input: z.strictObject({ bank: id, version, ...facts }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: {
		input: {
			bank: shownBank,
			version: 1,
			...shownFacts,
			columns: [...shownFacts.columns],
			names: [...shownFacts.names],
		},
		output: { bank: shownBank, version: 2 },
	},
})

/** F131. */
export const closeBank = act({
	name: 'funds.bank.close',
	summary: { en: 'Send no more orders to a bank', zh: '停止向该银行发送指令' },
	resource: bankResource,
	input: z.strictObject({ bank: id, version }),
	output: changed,
	purpose: 'none',
	personal: [],
	example: { input: { bank: shownBank, version: 1 }, output: { bank: shownBank, version: 2 } },
})

export const bankRow = z.object({
	id,
	code: z.string(),
	...facts,
	closed: z.boolean(),
	version,
	/** This bureau keeps it. */
	own: z.boolean(),
	/** F155. Of orders of the last 90 days: how many, how many answered, and the median to the first answer. */
	orders: z.int(),
	answered: z.int(),
	medianSeconds: z.int().nullable(),
	/** F157. Of its machine; null where none was ever heard. */
	fetchedAt: instant.nullable(),
	answeredAt: instant.nullable(),
	/** Orders that wait for a first answer now, and since when. */
	waiting: z.int(),
	waitingSince: instant.nullable(),
})
export type BankRow = z.output<typeof bankRow>

/** F155, F157. */
export const listBanks = view({
	name: 'funds.bank.list',
	summary: { en: 'Banks, how orders reach them and how soon they answer', zh: '银行名录、指令方式和答复用时' },
	resource: fundsDesk,
	input: z.strictObject({}),
	output: z.object({ at: instant, rows: z.array(bankRow) }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { at: '2026-11-24T04:00:00.000Z', rows: [] } },
})
