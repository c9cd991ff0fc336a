import type { ColumnField } from '../contract.ts'

/** F176. Usual heads of columns, as banks of China and elsewhere write them; compared without spaces and case. */
export const usualHeads: Readonly<Record<ColumnField, readonly string[]>> = {
	day: [
		'交易时间',
		'交易日期',
		'记账日期',
		'入账日期',
		'记账时间',
		'交易日',
		'日期',
		'交易日期时间',
		'发生时间',
		'bookingdate',
		'booked',
		'date',
		'transactiondate',
		'datetime',
		'buchungstag',
	],
	time: ['时间', '交易时刻', '记账时分', 'time', 'transactiontime'],
	value_day: ['起息日', '起息日期', 'valuedate', 'valuta', 'valutadatum'],
	amount: ['交易金额', '发生额', '金额', '交易额', 'amount', 'betrag'],
	side: [
		'借贷标志',
		'借贷',
		'收付标志',
		'收支',
		'收/支',
		'借/贷',
		'收支类型',
		'进出标志',
		'交易方向',
		'd/c',
		'dc',
		'cd',
		'debit/credit',
		'side',
	],
	money_in: [
		'贷方发生额',
		'收入金额',
		'存入金额',
		'贷方金额',
		'收入',
		'存入',
		'转入金额',
		'credit',
		'moneyin',
		'paidin',
		'deposit',
	],
	money_out: [
		'借方发生额',
		'支出金额',
		'支取金额',
		'借方金额',
		'支出',
		'支取',
		'转出金额',
		'debit',
		'moneyout',
		'paidout',
		'withdrawal',
	],
	balance: ['余额', '账户余额', '交易后余额', '本次余额', '联机余额', 'balance', 'runningbalance', 'saldo'],
	currency: ['币种', '交易币种', '货币', 'currency', 'ccy'],
	account: [
		'本方账号',
		'本方卡号',
		'账号',
		'卡号',
		'交易账号',
		'交易卡号',
		'查询账号',
		'账户',
		'account',
		'accountnumber',
	],
	other_name: [
		'对方户名',
		'对手户名',
		'对方名称',
		'对方账户名称',
		'交易对方',
		'交易对手',
		'对手名称',
		'对方账户户名',
		'交易对手名称',
		'counterparty',
		'counterpartyname',
		'name',
	],
	other_number: [
		'对方账号',
		'对手账号',
		'对方卡号',
		'对方账户',
		'对手卡号',
		'交易对手账号',
		'交易对手账卡号',
		'对方账卡号',
		'counterpartyaccount',
		'otheraccount',
		'iban',
	],
	other_bank: ['对方开户行', '对方行名', '对方开户机构', '对手开户行', '交易对手开户行', 'counterpartybank', 'bic'],
	reference: [
		'交易流水号',
		'流水号',
		'凭证号',
		'交易序号',
		'柜员流水号',
		'核心流水号',
		'reference',
		'transactionid',
		'bankreference',
	],
	end_to_end: ['端到端标识', '业务编号', 'endtoendid', 'endtoend'],
	words: ['摘要', '附言', '备注', '用途', '交易摘要', '摘要说明', 'description', 'remittance', 'details', 'memo'],
}

/** What must be known of every row. */
export const mustHave = ['day'] as const

export function headKey(head: string): string {
	return head
		.normalize('NFKC')
		.replaceAll(/[\s_:：（）()]/g, '')
		.replace(/元$/, '')
		.toLowerCase()
}

const byHead = new Map<string, ColumnField>(
	(Object.keys(usualHeads) as readonly ColumnField[]).flatMap((field) =>
		usualHeads[field].map((head) => [headKey(head), field] as const),
	),
)

/** The field a head means: as the setting says, else as it usually does. */
export function fieldOf(head: string, columns: Readonly<Partial<Record<ColumnField, string>>>): ColumnField | null {
	const key = headKey(head)
	if (key === '') return null
	for (const [field, own] of Object.entries(columns))
		if (own !== undefined && headKey(own) === key) return isField(field) ? field : null
	const usual = byHead.get(key)
	return usual === undefined || columns[usual] !== undefined ? null : usual
}

function isField(name: string): name is ColumnField {
	return name in usualHeads
}
