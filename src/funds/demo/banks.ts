import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { needOrganisation } from '#kernel/identity/api.ts'
import { newId } from '#kernel/ids.ts'
import type { OrderColumn } from '../contract/bank-lists.ts'

/** A bank of the demo. None of them exists. */
type DemoBank = {
	readonly code: string
	readonly en: string
	readonly zh: string
	readonly names: readonly string[]
	readonly kind: 'bank' | 'payment' | 'exchange'
	readonly way: 'sheet' | 'csv' | 'camt056'
	readonly columns: readonly OrderColumn[]
	readonly holdsAmount: boolean
	readonly province: string | null
	readonly bic: string | null
	readonly line: string
}

/** The demo's province has no code of ISO 3166; `ZZ` is left to users there. */
const home = 'ZZ-DL'

export const demoBanks: readonly DemoBank[] = [
	{
		code: 'GWBK',
		en: 'Gangwan Bank',
		zh: '港湾银行',
		names: ['港湾', 'gangwan'],
		kind: 'bank',
		way: 'sheet',
		columns: [],
		holdsAmount: true,
		province: home,
		bic: 'GWBKZZ2L',
		line: '0990-5550101',
	},
	{
		code: 'XJRC',
		en: 'Xijiang Rural Bank',
		zh: '汐江农商银行',
		names: ['汐江农商', 'xijiangrural'],
		kind: 'bank',
		way: 'csv',
		columns: ['order', 'is', 'account', 'holder', 'amount', 'paid_at', 'until', 'bureau', 'hash'],
		holdsAmount: true,
		province: home,
		bic: 'XJRCZZ2L',
		line: '0990-5550102',
	},
	{
		code: 'DLBK',
		en: 'Donglan Bank',
		zh: '东澜银行',
		names: ['东澜', 'donglan'],
		kind: 'bank',
		way: 'camt056',
		columns: [],
		holdsAmount: true,
		province: home,
		bic: 'DLBKZZ2L',
		line: '0990-5550103',
	},
	{
		code: 'PAYA',
		en: 'Payment Institution A',
		zh: '支付机构甲',
		names: ['支付机构甲', 'paymenta'],
		kind: 'payment',
		way: 'csv',
		columns: ['order', 'account', 'holder', 'amount', 'paid_at', 'reference', 'until'],
		holdsAmount: false,
		province: 'ZZ-HB',
		bic: null,
		line: '0990-5550104',
	},
]

/**
 * Writes the demo's banks once, kept by `bureau`. Does nothing once the organisation is real or they are there. Runs as the
 * owner. @returns true when this call wrote them
 */
export async function seedFundsDemo(tx: Tx, now: Date, bureau: string): Promise<boolean> {
	if ((await needOrganisation(tx)).mode !== 'demo') return false
	const known = await sql`select 1 as one from funds.bank where demo limit 1`.execute(tx)
	if (known.rows.length > 0) return false
	for (const bank of demoBanks)
		await sql`insert into funds.bank (id, agency_id, code, name_en, name_zh, names, kind, order_way, columns, can_hold_amount,
				province, bic, stop_line, demo)
			values (${newId(now.getTime())}, ${bureau}, ${bank.code}, ${bank.en}, ${bank.zh}, ${[...bank.names]}::text[],
				${bank.kind}, ${bank.way}, ${[...bank.columns]}::text[], ${bank.holdsAmount}, ${bank.province}, ${bank.bic},
				${bank.line}, true)`.execute(tx)
	return true
}
