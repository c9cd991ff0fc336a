import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'

/** F320. One sum: from which account, to which victim. */
export type PayLine = {
	readonly reportId: string
	readonly report: string
	readonly victim: string
	/** The victim's own account as they told it; null where it is asked of them. */
	readonly toBank: string | null
	readonly toNumber: string | null
	readonly fromNumber: string
	readonly amountMinor: number
}

/** What one bank is told to pay. */
export type PaymentOrder = {
	readonly number: string
	/** Which of the round's orders it is, by the order of its lines. */
	readonly n: number
	readonly bank: string
	readonly currency: string
	readonly orderedAt: Date
	readonly lines: readonly PayLine[]
}

type Row = PayLine & { readonly fromBank: string }

/** @throws Refusal `not_found` where the bank holds nothing of it, `wrong_state` before the banks were told to pay */
export async function needPayees(tx: Tx, round: string, bank: string): Promise<PaymentOrder> {
	const { rows } = await sql<{ number: string; currency: string; orderedAt: Date | null }>`
		select number, currency, ordered_at as "orderedAt" from funds.return_round where id = ${round}`.execute(tx)
	const found = rows[0]
	if (found === undefined) throw notFound(`return ${round}`)
	const { orderedAt } = found
	if (orderedAt === null)
		throw new Refusal(
			'wrong_state',
			{ en: 'The banks were not told to pay yet.', zh: '尚未通知银行返还。' },
			{ rule: 'F320' },
		)
	const { rows: all } =
		await sql<Row>`select r.id as "reportId", r.number as report, coalesce(r.victim_name, r.number) as victim,
			coalesce(v.bank, f.bank) as "toBank", coalesce(v.number, f.number) as "toNumber",
			a.bank as "fromBank", a.number as "fromNumber", w.amount_minor as "amountMinor"
		from funds.return_row w join funds.report r on r.id = w.report_id join funds.account a on a.id = w.account_id
		left join funds.account v on v.id = r.victim_account_id
		left join lateral (select x.bank, x.number from funds.payment p join funds.account x on x.id = p.from_account_id
			where p.report_id = r.id order by p.n limit 1) f on true
		where w.round_id = ${round} order by w.n`.execute(tx)
	const banks = [...new Set(all.map((row) => row.fromBank))]
	const n = banks.indexOf(bank) + 1
	if (n === 0) throw notFound(`bank ${bank}`)
	const lines = all
		.filter((row) => row.fromBank === bank)
		.map(({ fromBank: _bank, amountMinor, ...row }) => ({ ...row, amountMinor: Number(amountMinor) }))
	return { ...found, orderedAt, n, bank, lines }
}
