import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'

/**
 * One fraud as it is usual: 486,200 yuan in three payments to two accounts, on to four more in three hops, some of it drawn as
 * cash, some gone to a wallet abroad, 190,000 held. Written straight into the tables, in the test's own transaction as owner.
 */
export type Case = { readonly report: string; readonly of: (name: Name) => string }

export type Name =
	| 'victim'
	| 'A4471'
	| 'A9030'
	| 'B1186'
	| 'B7752'
	| 'B3308'
	| 'C5520'
	| 'C6614'
	| 'cash'
	| 'abroad'
	| 'other'

const kinds: Readonly<Record<Name, readonly [kind: string, bank: string, number: string]>> = {
	victim: ['bank_account', 'XJRC', '6217000000000118'],
	A4471: ['bank_account', 'GWBK', '6222000000004471'],
	A9030: ['bank_account', 'XJRC', '6217000000009030'],
	B1186: ['bank_account', 'DLBK', '6225000000001186'],
	B7752: ['bank_account', 'GWBK', '6222000000007752'],
	B3308: ['wallet', 'PAYA', '880000003308'],
	C5520: ['bank_account', 'DLBK', '6225000000005520'],
	C6614: ['bank_account', 'XJRC', '6217000000006614'],
	cash: ['cash', '', 'ATM 3 X'],
	abroad: ['crypto', '', 'TQ7XW3E5'],
	other: ['bank_account', 'OTHR', '6200000000000001'],
}

/** From, to, yuan, minutes after the first payment. */
const moves: readonly (readonly [from: Name, to: Name, yuan: number, minute: number])[] = [
	['victim', 'A4471', 186_200, 0],
	['victim', 'A4471', 100_000, 4],
	['victim', 'A9030', 200_000, 17],
	['A4471', 'B1186', 120_000, 12],
	['A4471', 'B7752', 96_200, 19],
	['A9030', 'B3308', 140_000, 23],
	['B1186', 'C5520', 84_000, 38],
	['B1186', 'C6614', 36_000, 40],
	['B7752', 'cash', 20_000, 42],
	['B7752', 'cash', 20_000, 47],
	['B7752', 'cash', 10_000, 50],
	['B3308', 'abroad', 132_000, 45],
]

type About = {
	readonly report: string
	readonly agency: string
	readonly taker: string
	readonly first: Date
	/** Its number, as it is called. */
	readonly number: string
	/** Any drawing: measures are matters too. */
	readonly drawing: string
	/** Whether statements tell of the accounts, and whether money is held. */
	readonly statements?: boolean
	readonly held?: boolean
}

export async function writeCase(tx: Tx, about: About): Promise<Case> {
	const ids = new Map<Name, { id: string; node: number }>()
	const mark = about.number.slice(-3)
	const at = (minute: number) => new Date(about.first.getTime() + minute * 60_000)
	for (const [name, [kind, bank, number]] of Object.entries(kinds) as [Name, (typeof kinds)[Name]][]) {
		const id = newId()
		const { rows } = await sql<{ node: number }>`insert into funds.account (id, kind, bank, number, currency)
			values (${id}, ${kind}, ${bank}, ${`${mark}${number}`}, 'CNY') returning node`.execute(tx)
		ids.set(name, { id, node: rows[0]?.node ?? -1 })
	}
	const of = (name: Name): string => ids.get(name)?.id ?? ''
	const node = (name: Name): number => ids.get(name)?.node ?? -1
	await sql`insert into funds.report (id, number, agency_id, taken_by, scheme, victim_name, victim_bank, currency, loss_minor, state,
			reported_at, signed_at, signed_way)
		values (${about.report}, ${about.number}, ${about.agency}, ${about.taker}, 'impersonation_service', '陈某', 'XJRC', 'CNY',
			48620000, 'signed', ${at(44)}, ${at(48)}, 'here')`.execute(tx)
	for (const [n, [from, to, yuan, minute]] of moves.entries()) {
		const { rows } = await sql<{
			id: number
		}>`insert into funds.transfer (matter_id, from_node, to_node, amount_minor, currency, at)
			values (${about.report}, ${node(from)}, ${node(to)}, ${yuan * 100}, 'CNY', ${at(minute)}) returning id`.execute(
			tx,
		)
		if (from === 'victim')
			await sql`insert into funds.payment (id, report_id, n, from_account_id, to_account_id, payee_kind, payee_name, amount_minor,
					currency, paid_at, transfer_id)
				values (${newId()}, ${about.report}, ${n + 1}, ${of(from)}, ${of(to)}, 'bank_account', '林某某', ${yuan * 100}, 'CNY',
					${at(minute)}, ${rows[0]?.id})`.execute(tx)
	}
	if (about.statements !== false) await writeStatements(tx, about, { of, at })
	if (about.held !== false) await writeHeld(tx, about, { of, at })
	return { report: about.report, of }
}

type Where = { readonly of: (name: Name) => string; readonly at: (minute: number) => Date }

/** Statements of five accounts, read an hour after the first payment; 7752 had 20,000 yuan of its own. */
async function writeStatements(tx: Tx, about: About, { of, at }: Where): Promise<void> {
	const id = newId()
	await sql`insert into funds.statement (id, report_id, agency_id, sha256, bytes, format, bank, says, reason, until_at, state,
			entered_by, entered_at, read_at, told)
		values (${id}, ${about.report}, ${about.agency}, ${'a'.repeat(64)}, 1000, 'csv', 'GWBK', '{}', 'to follow the money',
			${at(100_000)}, 'kept', ${about.taker}, ${at(55)}, ${at(60)}, '{}')`.execute(tx)
	const told = [
		['A4471', 0],
		['A9030', 0],
		['B1186', 0],
		['B7752', 2_000_000],
		['B3308', 0],
	] as const
	for (const [n, [name, opening]] of told.entries())
		await sql`insert into funds.statement_account (statement_id, n, account_id, currency, opening_minor, opened_on, closed_on)
			values (${id}, ${n + 1}, ${of(name)}, 'CNY', ${opening}, (${at(0)}::timestamptz at time zone 'Asia/Shanghai')::date,
				(${at(60)}::timestamptz at time zone 'Asia/Shanghai')::date)`.execute(tx)
}

/** Three freezes that hold, one stop on its way, one that named the wrong holder. */
async function writeHeld(tx: Tx, about: About, { of, at }: Where): Promise<void> {
	const measure = async (name: Name, kind: string, state: string, asked: number, held: number | null) => {
		const id = newId()
		await sql`insert into matters.matter (id, kind, agency_id, drawing_id, opened_at)
			values (${id}, 'measure', ${about.agency}, ${about.drawing}, ${at(50)})`.execute(tx)
		await sql`insert into funds.measure (id, report_id, account_id, kind, state, agency_id, taken_by, currency, holder,
				matched_minor, matched_at, asked_minor, traced_minor, hops, held_minor, two_people, drafted_by, drafted_at, signed_by,
				signed_at, approved_by, sent_at, answered_at, mismatch, until_at)
			values (${id}, ${about.report}, ${of(name)}, ${kind}, ${state}, ${about.agency}, ${about.taker}, 'CNY', '林某某',
				${asked * 100}, ${at(20)}, ${asked * 100}, ${asked * 100}, 1, ${held === null ? null : held * 100}, false, ${about.taker},
				${at(49)}, ${about.taker}, ${at(50)}, (select id from identity.person where id <> ${about.taker} limit 1), ${at(50)},
				${held === null ? null : at(52)}, ${state === 'mismatch' ? 'holder' : null}, ${at(50 + 48 * 60)})`.execute(tx)
	}
	await measure('C5520', 'freeze', 'held', 84_000, 84_000)
	await measure('A4471', 'freeze', 'held', 70_000, 70_000)
	await measure('C6614', 'stop', 'held', 36_000, 36_000)
	await measure('A9030', 'stop', 'sent', 60_000, null)
	await measure('B3308', 'stop', 'mismatch', 8_000, null)
}
