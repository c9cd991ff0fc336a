import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { payChannel, type PayChannel, type PayeeKind, payeeKind } from '../contract.ts'

/** A payment as its victim told it, each field as far as it is known. */
export type PaymentOf = {
	readonly id: string
	readonly report: string
	readonly n: number
	readonly payeeKind: PayeeKind
	readonly payeeName: string | null
	readonly payeeNumber: string | null
	readonly payeeBank: string | null
	readonly toAccount: string | null
	readonly fromAccount: string | null
	readonly amountMinor: number | null
	readonly currency: string
	readonly paidAt: Date | null
	readonly channel: PayChannel | null
	readonly reference: string | null
	readonly uetr: string | null
	readonly endToEndId: string | null
	/** The transfer it became. */
	readonly transfer: number | null
	readonly version: number
}

type Row = Omit<PaymentOf, 'payeeKind' | 'channel'> & { readonly payeeKind: string; readonly channel: string | null }

const columns = sql`p.id, p.report_id as report, p.n, p.payee_kind as "payeeKind", p.payee_name as "payeeName",
	p.payee_number as "payeeNumber", p.payee_bank as "payeeBank", p.to_account_id as "toAccount",
	p.from_account_id as "fromAccount", p.amount_minor as "amountMinor", p.currency, p.paid_at as "paidAt", p.channel,
	p.reference, p.uetr, p.end_to_end_id as "endToEndId", p.transfer_id as transfer, p.version`

const read = (row: Row): PaymentOf => ({
	...row,
	payeeKind: payeeKind.parse(row.payeeKind),
	channel: payChannel.nullable().parse(row.channel),
})

/** The payments of a report, in the order they were told. */
export async function paymentsOf(tx: Tx, report: string): Promise<readonly PaymentOf[]> {
	const { rows } =
		await sql<Row>`select ${columns} from funds.payment p where p.report_id = ${report} order by p.n`.execute(tx)
	return rows.map(read)
}

/** @throws Refusal `not_found` */
export async function needPayment(tx: Tx, id: string): Promise<PaymentOf> {
	const { rows } = await sql<Row>`select ${columns} from funds.payment p where p.id = ${id} for update`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`payment ${id}`)
	return read(row)
}
