import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import type { MeasureKind, PayeeKind } from '../contract.ts'

/** F132. What an order is written from. */
export type OrderFacts = {
	readonly measure: string
	readonly agency: string
	readonly report: { readonly id: string; readonly number: string }
	readonly bureau: { readonly en: string; readonly zh: string }
	/** As the account carries it. */
	readonly bank: string
	readonly account: { readonly kind: PayeeKind; readonly number: string; readonly holder: string | null }
	readonly askedMinor: number
	readonly matched: { readonly minor: number; readonly at: string } | null
	readonly currency: string
	readonly kind: MeasureKind
	/** It ended by release, and the bank did not do so by itself. */
	readonly released: boolean
	readonly until: Date | null
	readonly sentAt: Date | null
	readonly renewals: number
	/** The newest payment or transfer into the account. */
	readonly payment: PaymentInto | null
	/** Of every payment into it. */
	readonly uetrs: readonly string[]
	readonly endToEnds: readonly string[]
}

type PaymentInto = {
	readonly at: string
	readonly minor: number
	readonly from: string | null
	readonly payerBank: string | null
	readonly payer: string | null
	readonly reference: string | null
	readonly uetr: string | null
	readonly endToEnd: string | null
}

type Row = {
	agency_id: string
	report_id: string
	number: string
	bureau_en: string
	bureau_zh: string
	account_id: string
	node: number
	bank: string
	kind: PayeeKind
	account: string
	holder: string | null
	asked: number | null
	matched_minor: number | null
	matched_at: Date | null
	currency: string
	is: MeasureKind
	released: boolean
	until_at: Date | null
	sent_at: Date | null
	renewals: number
}

/** Locks the report, so that its orders are counted one after the other. @throws Refusal `not_found` */
export async function orderFacts(tx: Tx, measure: string): Promise<OrderFacts> {
	const { rows } =
		await sql<Row>`select m.agency_id, m.report_id, r.number, g.name_en as bureau_en, g.name_zh as bureau_zh,
			a.id as account_id, a.node, a.bank, a.kind, a.number as account,
			coalesce(m.holder, a.holder) as holder, m.asked_minor::float8 as asked, m.matched_minor::float8 as matched_minor, m.matched_at, m.currency,
			m.until_at, m.sent_at, m.renewals, m.kind as "is", (m.state = 'released' and m.end_reason <> 'bank') is true as released
		from funds.measure m join funds.report r on r.id = m.report_id join funds.account a on a.id = m.account_id
		join identity.agency g on g.id = m.agency_id where m.id = ${measure} for update of r`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`measure ${measure}`)
	const direct = await paymentsInto(tx, row)
	const payment = direct[0] ?? (await transferInto(tx, row))
	return {
		measure,
		agency: row.agency_id,
		report: { id: row.report_id, number: row.number },
		bureau: { en: row.bureau_en, zh: row.bureau_zh },
		bank: row.bank,
		account: { kind: row.kind, number: row.account, holder: row.holder ?? direct[0]?.payee ?? null },
		askedMinor: row.asked ?? 0,
		matched:
			row.matched_minor === null || row.matched_at === null
				? null
				: { minor: row.matched_minor, at: row.matched_at.toISOString() },
		currency: row.currency,
		kind: row.is,
		released: row.released,
		until: row.until_at,
		sentAt: row.sent_at,
		renewals: row.renewals,
		payment,
		uetrs: direct.flatMap(({ uetr }) => (uetr === null ? [] : [uetr])),
		endToEnds: direct.flatMap(({ endToEnd }) => (endToEnd === null ? [] : [endToEnd])),
	}
}

type Paid = {
	at: Date
	minor: number
	payee: string | null
	from: string | null
	payer_bank: string | null
	payer: string | null
	reference: string | null
	uetr: string | null
	end_to_end: string | null
}

/** What the victim paid into the account, newest first. */
async function paymentsInto(
	tx: Tx,
	{ report_id, account_id }: Row,
): Promise<readonly (PaymentInto & { readonly payee: string | null })[]> {
	const { rows } = await sql<Paid>`select p.paid_at as at, p.amount_minor::float8 as minor, p.payee_name as payee,
			f.number as from, coalesce(nullif(f.bank, ''), r.victim_bank) as payer_bank, r.victim_name as payer, p.reference, p.uetr,
			p.end_to_end_id as end_to_end
		from funds.payment p join funds.report r on r.id = p.report_id left join funds.account f on f.id = p.from_account_id
		where p.report_id = ${report_id} and p.to_account_id = ${account_id} and p.paid_at is not null
			and p.amount_minor is not null order by p.paid_at desc, p.n desc limit 100`.execute(tx)
	return rows.map(({ payer_bank: payerBank, end_to_end: endToEnd, at, ...row }) => ({
		...row,
		at: at.toISOString(),
		payerBank,
		endToEnd,
	}))
}

/** The newest transfer that brought money on to it, as statements told it. Whose it was is no bank's business here. */
async function transferInto(tx: Tx, { report_id, node }: Row): Promise<PaymentInto | null> {
	const { rows } = await sql<{ at: Date; minor: number; from: string; reference: string | null }>`
		select t.at, t.amount_minor::float8 as minor, f.number as from, t.reference
		from funds.transfer t join funds.account f on f.node = t.from_node
		where t.to_node = ${node} and t.matter_id = ${report_id} and t.from_node <> t.to_node
		order by t.at desc, t.id desc limit 1`.execute(tx)
	const row = rows[0]
	if (row === undefined) return null
	return { ...row, at: row.at.toISOString(), payerBank: null, payer: null, uetr: null, endToEnd: null }
}
