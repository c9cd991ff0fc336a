import type { RequestField, RequestSheet } from '../contract.ts'
import { moneyText } from './money-text.ts'

/** F193. What the sheet of a request says, line by line, in one language: paper, screen and its hash all come from here. */

export type SheetLine = { readonly key: string; readonly label: string; readonly text: string }
type Language = 'en' | 'zh'

const labels = {
	number: { en: 'Request', zh: '查询编号' },
	report: { en: 'Report of fraud', zh: '报案编号' },
	agency: { en: 'Asked by', zh: '查询单位' },
	bank: { en: 'Bank asked', zh: '被查询银行' },
	what: { en: 'Asked for', zh: '查询内容' },
	account: { en: 'Account', zh: '账号' },
	days: { en: 'Days', zh: '起止日期' },
	victim: { en: 'Victim, holder of the paying account', zh: '受害人（付款户名）' },
	payee: { en: 'Payee as told', zh: '收款人（报案人陈述）' },
	payeeNumber: { en: 'Payee account as told', zh: '收款账号（报案人陈述）' },
	amount: { en: 'Amount', zh: '金额' },
	time: { en: 'Time of the payment', zh: '付款时间' },
	reference: { en: 'Bank’s reference', zh: '银行流水号' },
	reason: { en: 'Reason', zh: '查询事由' },
	due: { en: 'Answer by', zh: '请于此时前答复' },
} as const

const statementWords = {
	en: 'All movements of the account in these days, with counterparty, time, amount and running balance, as camt.053, MT940, CSV or XLSX',
	zh: '该账户起止日期内全部交易明细，含对手方、时间、金额、余额，格式为 camt.053、MT940、CSV 或 XLSX',
}
const fieldWords: Readonly<Record<RequestField, { readonly en: string; readonly zh: string }>> = {
	holder: { en: 'Name of the holder of the receiving account', zh: '收款账户户名' },
	number: { en: 'Number of the receiving account', zh: '收款账号' },
	amount: { en: 'Exact amount of the payment', zh: '付款准确金额' },
	time: { en: 'Exact time of the payment', zh: '付款准确时间' },
}
const reasons = {
	statement: { en: 'To find where the money of a fraud went.', zh: '查明涉诈资金去向。' },
	field: { en: 'A stop of the payment lacks this field.', zh: '办理止付缺少该要素。' },
} as const

/** @returns the lines that say something, in the order of the sheet */
export function sheetLines(sheet: RequestSheet, language: Language): readonly SheetLine[] {
	const { payment } = sheet
	const what = sheet.kind === 'statement' ? statementWords : fieldWords[sheet.field ?? 'holder']
	const amount = payment?.amountMinor ?? null
	const said: Readonly<Record<keyof typeof labels, string | null>> = {
		number: sheet.number,
		report: sheet.report.number,
		agency: sheet.agency[language],
		bank: sheet.bank,
		what: what[language],
		account: sheet.account?.number ?? null,
		days: sheet.from === null || sheet.until === null ? null : `${sheet.from} – ${sheet.until}`,
		victim: payment === null ? null : sheet.victim,
		payee: payment?.payeeName ?? null,
		payeeNumber: payment?.payeeNumber ?? null,
		amount: payment === null || amount === null ? null : moneyText(amount, payment.currency),
		time: payment?.at == null ? null : wall(payment.at),
		reference: payment?.reference ?? null,
		reason: sheet.reason ?? reasons[sheet.kind][language],
		due: sheet.dueAt === null ? null : wall(sheet.dueAt),
	}
	const keys = Object.keys(labels).filter((key): key is keyof typeof labels => key in labels)
	return keys.flatMap((key) => {
		const text = said[key]
		return text === null ? [] : [{ key, label: labels[key][language], text }]
	})
}

/** Wall clock of China, which banks here keep. */
function wall(at: string): string {
	return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
