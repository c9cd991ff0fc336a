import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { normalNumber } from '../rules/account-number.ts'
import { enterAccount } from './account.ts'
import type { PaymentOf } from './payment.ts'
import type { ReportOf } from './report.ts'

/** F29, F30. A payment with account, amount and time stands where money is followed: as one transfer, however often corrected. */

/** Victims round the time; a bank's line within so many minutes of it is the same movement. */
const nearMinutes = 15

type Move = {
	readonly from: number
	/** False: the account it was paid from is not known, and `from` stands in for it. */
	readonly payerKnown: boolean
	readonly to: number
	readonly minor: number
	readonly currency: string
	readonly at: Date
	readonly reference: string | null
}

/** Enters, moves or takes away the transfer of a payment as it stands now. True: it is followed. */
export async function followPayment(tx: Tx, report: ReportOf, payment: PaymentOf): Promise<boolean> {
	const move = await moveOf(tx, report, payment)
	if (move === null) {
		await unfollow(tx, payment)
		return false
	}
	const same = await findSame(tx, report.id, move)
	const own = payment.transfer === null || (await isToldElsewhere(tx, payment.transfer)) ? null : payment.transfer
	if (own !== null && same === null) {
		await sql`update funds.transfer set from_node = ${move.from}, to_node = ${move.to}, amount_minor = ${move.minor},
			currency = ${move.currency}, at = ${move.at}, reference = ${move.reference} where id = ${own}`.execute(tx)
		return true
	}
	if (payment.transfer !== null && (await isSame(tx, payment.transfer, move))) return true
	// A bank's own line stands as the bank wrote it: the payment is that one still, or another.
	await unfollow(tx, payment)
	const transfer = same ?? (await addTransfer(tx, report.id, move))
	await sql`update funds.payment set transfer_id = ${transfer} where id = ${payment.id}`.execute(tx)
	return true
}

/** Takes a payment off the transfer it became, and the transfer away where nothing else tells of it. */
export async function unfollow(tx: Tx, { id, transfer }: Pick<PaymentOf, 'id' | 'transfer'>): Promise<void> {
	if (transfer === null) return
	await sql`update funds.payment set transfer_id = null where id = ${id}`.execute(tx)
	if (!(await isToldElsewhere(tx, transfer))) await sql`delete from funds.transfer where id = ${transfer}`.execute(tx)
}

async function moveOf(tx: Tx, report: ReportOf, payment: PaymentOf): Promise<Move | null> {
	const { toAccount, amountMinor: minor, paidAt: at, currency } = payment
	if (toAccount === null || minor === null || at === null) return null
	const payer = payment.fromAccount ?? report.victimAccount
	const own = payer ?? (await standIn(tx, report))
	const { rows } = await sql<{ from: number; to: number }>`select f.node as "from", t.node as "to"
		from funds.account f cross join funds.account t where f.id = ${own} and t.id = ${toAccount}`.execute(tx)
	const nodes = rows[0]
	if (nodes === undefined) throw new Error(`accounts of payment ${payment.id} are gone`)
	const reference = payment.uetr ?? payment.endToEndId ?? payment.reference
	return { ...nodes, payerKnown: payer !== null, minor, currency, at, reference }
}

/** The account a victim paid from while its number is not known: called by the report. */
async function standIn(tx: Tx, report: ReportOf): Promise<string> {
	const number = await nameHere(tx, report)
	return (await enterAccount(tx, { kind: 'bank_account', bank: '', number, currency: report.currency })).id
}

/** F10. What stands for an account that has no number of its own: the report's, with the agency that counts it. */
export async function nameHere(tx: Tx, report: Pick<ReportOf, 'agency' | 'number'>): Promise<string> {
	const { rows } = await sql<{ code: string }>`select code from identity.agency where id = ${report.agency}`.execute(tx)
	return `${report.number}@${rows[0]?.code ?? ''}`
}

/** What a line of a statement tells of a movement between two accounts. */
type Line = {
	readonly from: number | null
	readonly to: number | null
	readonly minor: number
	readonly currency: string
	readonly at: number
	readonly dayOnly: boolean
}

/**
 * F41. Payments of a report whose payer nobody knew take the payer that a line of the same movement names, so that the line is
 * told of them and the money is not counted twice.
 */
export async function takePayers(tx: Tx, report: string, lines: readonly Line[]): Promise<void> {
	const { rows } = await sql<{ agency: string; number: string }>`
		select agency_id as agency, number from funds.report where id = ${report}`.execute(tx)
	if (rows[0] === undefined) return
	const number = normalNumber('bank_account', await nameHere(tx, rows[0]))
	const { rows: open } = await sql<{ id: number; to: number; minor: number; currency: string; at: Date }>`
		select t.id::float8 as id, t.to_node as "to", t.amount_minor::float8 as minor, t.currency, t.at
		from funds.payment p join funds.transfer t on t.id = p.transfer_id join funds.account s on s.node = t.from_node
		where p.report_id = ${report} and s.kind = 'bank_account' and s.bank = '' and s.number = ${number}`.execute(tx)
	for (const one of open) {
		const away = (line: Line): number => one.at.getTime() - line.at
		const [line] = lines
			.filter((each) => each.from !== null && each.from !== each.to && each.to === one.to && each.minor === one.minor)
			.filter((each) => each.currency === one.currency && away(each) >= -near)
			.filter((each) => away(each) <= (each.dayOnly ? dayMs : near))
			.toSorted((a, b) => Math.abs(away(a)) - Math.abs(away(b)))
		if (line !== undefined)
			await sql`update funds.transfer set from_node = ${line.from} where id = ${one.id}`.execute(tx)
	}
}

const near = nearMinutes * 60_000
const dayMs = 86_400_000

/** Lines of statements and citations hold a transfer that a payment let go of. */
async function isToldElsewhere(tx: Tx, transfer: number): Promise<boolean> {
	const { rows } = await sql<{
		told: boolean
	}>`select exists (select from funds.statement_line where transfer_id = ${transfer})
		or exists (select from funds.cited where transfer_id = ${transfer}) as told`.execute(tx)
	return rows[0]?.told === true
}

/** The same movement, as alias `t` has it. */
const isMove = (
	move: Move,
) => sql`(t.from_node = ${move.from} or not ${move.payerKnown}::boolean) and t.to_node = ${move.to} and t.amount_minor = ${move.minor}
	and t.currency = ${move.currency} and abs(extract(epoch from t.at - ${move.at}::timestamptz)) <= ${nearMinutes * 60}`

async function isSame(tx: Tx, transfer: number, move: Move): Promise<boolean> {
	const { rows } = await sql<{
		id: number
	}>`select t.id from funds.transfer t where t.id = ${transfer} and ${isMove(move)}`.execute(tx)
	return rows.length > 0
}

/** One that a statement told and no payment stands for yet. */
async function findSame(tx: Tx, matter: string, move: Move): Promise<number | null> {
	const { rows } = await sql<{ id: number }>`select t.id from funds.transfer t
		where t.matter_id = ${matter} and ${isMove(move)}
			and not exists (select from funds.payment p where p.transfer_id = t.id)
		order by abs(extract(epoch from t.at - ${move.at}::timestamptz)), t.id limit 1`.execute(tx)
	return rows[0]?.id ?? null
}

async function addTransfer(tx: Tx, matter: string, move: Move): Promise<number> {
	const { rows } = await sql<{
		id: number
	}>`insert into funds.transfer (matter_id, from_node, to_node, amount_minor, currency, at, reference)
		values (${matter}, ${move.from}, ${move.to}, ${move.minor}, ${move.currency}, ${move.at}, ${move.reference}) returning id`.execute(
		tx,
	)
	const row = rows[0]
	if (row === undefined) throw new Error('no transfer was entered')
	return row.id
}
