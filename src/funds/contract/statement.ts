import { z } from 'zod'
import { act, resource, view } from '#kernel/contract/declare.ts'
import { id, instant, text, version } from '#kernel/contract/scalars.ts'
import { documentKind, fileBytes, partBody, partNumber, sha256 } from '#kernel/files/contract.ts'
import { bankSetting, statementFormat } from './bank-setting.ts'
import { currency } from './money.ts'
import { fundsDesk, reportResource } from './resources.ts'
import { shownTold, statementTold } from './statement-told.ts'

/** F170 to F189. Statements of banks: taken in for one report, until a day, whole or not at all. */

export const statementState = z.enum(['coming', 'kept', 'faulty', 'ended'])
export type StatementState = z.output<typeof statementState>

export const statementResource = resource({
	type: 'BankStatement',
	table: 'funds.statement',
	id: 'id',
	see: 'funds.statement.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		state: { is: 'String', column: 'state' },
	},
})

const report = '0192d3a0-0000-7000-8000-0000000f0001'
const statement = '0192d3a0-0000-7000-8000-0000000f0018'
const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const at = '2026-11-24T09:10:00.000Z'
const until = '2027-02-22T09:10:00.000Z'

export const statementRow = z.object({
	id,
	report: z.object({ id, number: z.string() }),
	request: z.object({ id, number: z.string() }).nullable(),
	bank: z.string(),
	format: statementFormat.nullable(),
	sha256,
	bytes: z.int(),
	state: statementState,
	enteredAt: instant,
	readAt: instant.nullable(),
	untilAt: instant,
	endedAt: instant.nullable(),
	told: statementTold.nullable(),
	version,
})
export type StatementRow = z.output<typeof statementRow>

const row: StatementRow = {
	id: statement,
	report: { id: report, number: 'F-2611-00118' },
	request: null,
	bank: 'XJRC',
	format: 'camt',
	sha256: hash,
	bytes: 48_211,
	state: 'kept',
	enteredAt: at,
	readAt: at,
	untilAt: until,
	endedAt: null,
	told: shownTold,
	version: 2,
}

/** F170. The file is named by its hash; its bytes come in parts, and it is read when all are there. */
export const announceStatement = act({
	name: 'funds.statement.announce',
	summary: { en: 'Begin to take in a statement of a bank', zh: '开始导入银行流水' },
	resource: reportResource,
	input: z.strictObject({
		report: id,
		sha256,
		bytes: z.int().min(1).max(fileBytes),
		kind: documentKind,
		bank: text(80),
		/** When it is deleted, whatever became of it. */
		untilAt: instant,
		/** The bank's remembered setting when left out. */
		setting: bankSetting.optional(),
		/** F176. Keep this setting for the bank. */
		remember: z.boolean().optional(),
		/** The request it answers. */
		request: id.optional(),
	}),
	output: z.object({ statement: id, missing: z.array(z.int()), version }),
	purpose: 'required',
	personal: [],
	example: {
		input: { report, sha256: hash, bytes: 48_211, kind: 'application/xml', bank: 'XJRC', untilAt: until },
		output: { statement, missing: [0], version: 1 },
	},
})

export const putStatement = act({
	name: 'funds.statement.put',
	summary: { en: 'Hand in a part of a statement', zh: '上传银行流水分片' },
	resource: statementResource,
	long: true,
	input: z.strictObject({ statement: id, sha256, part: partNumber, base64: partBody }),
	output: z.object({ statement: id, missing: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { statement, sha256: hash, part: 0, base64: 'PERvY3VtZW50Lz4=' },
		output: { statement, missing: 0 },
	},
})

/** F170 to F179. Reads the whole file and keeps all of it; with one fault nothing of it. */
export const importStatement = act({
	name: 'funds.statement.import',
	summary: { en: 'Read a statement and keep its lines', zh: '读取并入库银行流水' },
	resource: statementResource,
	input: z.strictObject({ statement: id, version }),
	output: z.object({ statement: id, state: statementState, told: statementTold, version }),
	purpose: 'required',
	personal: [],
	example: {
		input: { statement, version: 1 },
		output: { statement, state: 'kept', told: shownTold, version: 2 },
	},
})

/** F181. Before its end, with a reason; or at its end, by the clock. */
export const endStatement = act({
	name: 'funds.statement.end',
	summary: { en: 'Delete a statement', zh: '删除银行流水' },
	resource: statementResource,
	input: z.strictObject({ statement: id, version: version.optional(), reason: text(300).optional() }),
	output: z.object({ statement: id, state: statementState, lines: z.int(), transfers: z.int(), accounts: z.int() }),
	purpose: 'none',
	personal: [],
	example: {
		input: { statement, version: 2, reason: 'Another account was meant.' },
		output: { statement, state: 'ended', lines: 214, transfers: 198, accounts: 61 },
	},
})

export const listStatements = view({
	name: 'funds.statement.list',
	summary: { en: 'Statements taken in', zh: '已导入的银行流水' },
	resource: fundsDesk,
	input: z.strictObject({ report: id.optional() }),
	output: z.object({ rows: z.array(statementRow), more: z.boolean() }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [row], more: false } },
})

export const statementLine = z.object({
	n: z.int(),
	line: z.int(),
	at: instant,
	dayOnly: z.boolean(),
	account: z.string(),
	amountMinor: z.int(),
	currency,
	credit: z.boolean(),
	/** F180. Masked until a transfer with it is cited in the report. */
	otherName: z.string().nullable(),
	otherNumber: z.string().nullable(),
	otherBank: z.string().nullable(),
	masked: z.boolean(),
	reference: z.string().nullable(),
	balanceMinor: z.int().nullable(),
	/** Not shown while masked: what was written with money names people too. */
	words: z.string().nullable(),
	transfer: z.int().nullable(),
	cited: z.boolean(),
	/** Lines of other statements that tell of the same transfer. */
	told: z.int(),
})
export type StatementLine = z.output<typeof statementLine>

/** Lines of a statement, by their place in the file. */
export const listLines = view({
	name: 'funds.statement.lines',
	summary: { en: 'Lines of a statement', zh: '银行流水明细' },
	resource: statementResource,
	input: z.strictObject({ statement: id, after: z.coerce.number().int().min(0).max(10_000_000).default(0) }),
	output: z.object({ lines: z.array(statementLine), more: z.boolean() }),
	purpose: 'required',
	looks: 'entered',
	example: { input: { statement, after: 0 }, output: { lines: [], more: false } },
})

/** F180. */
export const citeTransfer = act({
	name: 'funds.transfer.cite',
	summary: { en: 'Cite a transfer in a report', zh: '在案中引用一笔转账' },
	resource: reportResource,
	input: z.strictObject({ report: id, transfer: z.int().min(1), reason: text(300) }),
	output: z.object({ report: id, transfer: z.int() }),
	purpose: 'required',
	personal: ['reason'],
	example: {
		input: { report, transfer: 1188, reason: 'The second hop of payment 1.' },
		output: { report, transfer: 1188 },
	},
})

/** F176. */
export const listSettings = view({
	name: 'funds.mapping.list',
	summary: { en: 'How the files of banks are read', zh: '各银行文件的读取设置' },
	resource: fundsDesk,
	input: z.strictObject({}),
	output: z.object({ rows: z.array(z.object({ bank: z.string(), setting: bankSetting, keptAt: instant, version })) }),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: { rows: [{ bank: 'XJRC', setting: bankSetting.parse({}), keptAt: at, version: 1 }] },
	},
})

export const statementChanged = 'funds.statement.changed'
