import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { StatementTold } from '../contract.ts'
import type { Entry, Section } from '../import/entry.ts'
import type { Read } from '../import/read.ts'
import { normalNumber } from '../rules/account-number.ts'
import type { AccountEntered } from './account.ts'
import { accountKey, enterAccounts } from './accounts.ts'
import type { StatementOf } from './statement.ts'
import { betweenStatements } from './statement-gaps.ts'
import { type LineOf, linkLines } from './transfers.ts'

/** F170 to F179. Writes a statement whole, in the act's transaction. */

export type Written = Pick<
	StatementTold,
	'known' | 'kept' | 'transfers' | 'matched' | 'alone' | 'accounts' | 'sums' | 'notes'
> & {
	readonly firstAt: Date | null
	readonly lastAt: Date | null
	readonly between: StatementTold['gaps']
}

type Row = { readonly section: Section; readonly entry: Entry }

/** Rows sent to the database at once. */
const batch = 5_000

/** @throws Refusal `already` when every row of it was known, `invalid` when a section has no account */
export async function writeStatement(
	tx: Tx,
	statement: StatementOf,
	read: Read,
	rows: readonly Row[],
): Promise<Written> {
	const named = new Accounts(statement)
	const accounts = await enterAccounts(tx, named.all(rows))
	const lines = linesOf(rows, statement, named, accounts, read.balances.newestFirst)
	const fresh = await writeLines(tx, statement, lines)
	if (fresh.length === 0)
		throw new Refusal(
			'already',
			{
				en: 'Every line of this file was taken in before, from another one.',
				zh: '该文件的全部明细此前已从其他文件导入。',
			},
			{ rule: 'F175' },
		)
	const sections = await writeSections(tx, statement, read.sections, named, accounts)
	const { transfers, matched, alone } = await linkLines(tx, statement, fresh)
	const between = await betweenStatements(tx, statement)
	const times = fresh.map((line) => line.at)
	return {
		known: lines.length - fresh.length,
		kept: fresh.length,
		transfers,
		matched,
		alone,
		accounts: sections,
		firstAt: new Date(times.reduce((a, b) => Math.min(a, b))),
		lastAt: new Date(times.reduce((a, b) => Math.max(a, b))),
		sums: sumsOf(fresh),
		notes: named.parts === 0 ? [] : [{ kind: 'part_of_number', count: named.parts, line: named.firstPart, says: null }],
		between,
	}
}

/** Whose account a section is, and the other of each row, as they are entered. */
class Accounts {
	readonly #statement: StatementOf
	parts = 0
	firstPart = 1

	constructor(statement: StatementOf) {
		this.#statement = statement
	}

	own(section: Section) {
		const number = section.number ?? this.#statement.setting.account ?? ''
		if (normalNumber('bank_account', number) === '')
			throw new Refusal(
				'invalid',
				{
					en: 'The file does not say whose account it is. Name it in the bank’s setting.',
					zh: '文件未注明账户，请在银行设置中填写。',
				},
				{ rule: 'F176', field: 'setting' },
			)
		const currency = section.currency ?? this.#statement.setting.currency
		return { bank: this.#statement.bank, number, currency }
	}

	/** Null where the bank wrote no number, or hid figures of it. */
	other(entry: Entry) {
		const { otherNumber: number, otherBank: bank, currency, line } = entry
		if (number === null || normalNumber('bank_account', number) === '') return null
		if (/[*＊xX×]{2,}|…|\*/.test(number)) {
			if (this.parts === 0) this.firstPart = line
			this.parts += 1
			return null
		}
		return { bank: bank ?? '', number, currency }
	}

	all(rows: readonly Row[]) {
		const found = new Map<string, ReturnType<Accounts['own']>>()
		for (const { section, entry } of rows)
			for (const one of [this.own(section), this.other(entry)]) if (one !== null) found.set(accountKey(one), one)
		this.parts = 0
		return [...found.values()]
	}
}

function linesOf(
	rows: readonly Row[],
	statement: StatementOf,
	named: Accounts,
	accounts: ReadonlyMap<string, AccountEntered>,
	newestFirst: boolean,
): readonly LineOf[] {
	const alike = new Map<string, number>()
	const days = new Map<string, number>()
	// Lines of a day without time stand in their order, a millisecond apart; a file that begins with the newest is turned.
	const ordered = newestFirst ? rows.toReversed() : rows
	const lines = ordered.map(({ section, entry }) => {
		const own = need(accounts, named.own(section))
		const other = named.other(entry)
		const fingerprint = fingerprintOf(own, entry)
		const nth = (alike.get(fingerprint) ?? 0) + 1
		alike.set(fingerprint, nth)
		const key = `${own.node} ${entry.at}`
		const order = entry.dayOnly ? (days.get(key) ?? 0) : 0
		if (entry.dayOnly) days.set(key, order + 1)
		return {
			...entry,
			at: entry.at + Math.min(order, 86_399_999),
			own,
			other: other === null ? null : need(accounts, other),
			fingerprint,
			nth,
			n: 0,
		}
	})
	const inFile = newestFirst ? lines.toReversed() : lines
	return inFile.map((line, n) => ({ ...line, n: n + 1, report: statement.report }))
}

function need(accounts: ReadonlyMap<string, AccountEntered>, one: { bank: string; number: string }): AccountEntered {
	const found = accounts.get(accountKey(one))
	if (found === undefined) throw new Error('an account was not entered')
	return found
}

/** F175. What makes a line the same wherever it is read: account, moment, amount, side, and what the bank calls it, else its balance. */
function fingerprintOf(own: AccountEntered, entry: Entry): string {
	const called = entry.uetr ?? entry.endToEnd ?? entry.bankReference ?? `balance ${entry.balance ?? ''}`
	const said = [own.id, entry.at, entry.minor, entry.currency, entry.credit, entry.reversal, called].join('\n')
	return createHash('sha256').update(said).digest('hex').slice(0, 32)
}

/** Writes those that are not known; @returns them with their ids */
async function writeLines(tx: Tx, statement: StatementOf, lines: readonly LineOf[]): Promise<readonly LineOf[]> {
	const ids = new Map<number, number>()
	for (let from = 0; from < lines.length; from += batch) {
		const rows = lines.slice(from, from + batch).map((line) => ({
			n: line.n,
			line: line.line,
			at: new Date(line.at).toISOString(),
			day_only: line.dayOnly,
			value_on: line.valueOn,
			amount_minor: line.minor,
			currency: line.currency,
			credit: line.credit,
			reversal: line.reversal,
			account_id: line.own.id,
			other_account_id: line.other?.id ?? null,
			other_name: line.otherName,
			other_number: line.otherNumber,
			other_bank: line.otherBank,
			uetr: line.uetr,
			end_to_end_id: line.endToEnd,
			bank_reference: line.bankReference,
			balance_minor: line.balance,
			words: line.words,
			fingerprint: line.fingerprint,
			nth: line.nth,
		}))
		const { rows: written } = await sql<{ id: number; n: number }>`
			insert into funds.statement_line (statement_id, report_id, n, line, at, day_only, value_on, amount_minor, currency, credit,
				reversal, account_id, other_account_id, other_name, other_number, other_bank, uetr, end_to_end_id, bank_reference,
				balance_minor, words, fingerprint, nth)
			select ${statement.id}, ${statement.report}, x.n, x.line, x.at, x.day_only, x.value_on, x.amount_minor, x.currency, x.credit,
				x.reversal, x.account_id, x.other_account_id, x.other_name, x.other_number, x.other_bank, x.uetr, x.end_to_end_id,
				x.bank_reference, x.balance_minor, x.words, decode(x.fingerprint, 'hex'), x.nth
			from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as x (n int, line int, at timestamptz, day_only boolean,
				value_on date, amount_minor bigint, currency text, credit boolean, reversal boolean, account_id uuid,
				other_account_id uuid, other_name text, other_number text, other_bank text, uetr uuid, end_to_end_id text,
				bank_reference text, balance_minor bigint, words text, fingerprint text, nth int)
			on conflict (report_id, fingerprint, nth) do nothing returning id::float8 as id, n`.execute(tx)
		for (const { id, n } of written) ids.set(n, id)
	}
	return lines.flatMap((line) => {
		const id = ids.get(line.n)
		return id === undefined ? [] : [{ ...line, id }]
	})
}

/** @returns how many accounts the file is of */
async function writeSections(
	tx: Tx,
	statement: StatementOf,
	sections: readonly Section[],
	named: Accounts,
	accounts: ReadonlyMap<string, AccountEntered>,
): Promise<number> {
	const rows = sections.flatMap((section) => {
		const own = accounts.get(accountKey(named.own(section)))
		// A section without a row tells of an account that nothing else names.
		if (own === undefined) return []
		return [
			{
				account_id: own.id,
				currency: section.currency ?? statement.setting.currency,
				opening_minor: section.opening,
				closing_minor: section.closing,
				opened_on: section.openedOn,
				closed_on: section.closedOn,
				holder: section.holder,
			},
		]
	})
	const said = JSON.stringify(rows.slice(0, 5_000).map((row, n) => ({ ...row, n: n + 1 })))
	await sql`insert into funds.statement_account (statement_id, n, account_id, currency, opening_minor, closing_minor, opened_on,
			closed_on)
		select ${statement.id}, x.n, x.account_id, x.currency, x.opening_minor, x.closing_minor, x.opened_on, x.closed_on
		from jsonb_to_recordset(${said}::text::jsonb) as x (n int, account_id uuid, currency text, opening_minor bigint,
			closing_minor bigint, opened_on date, closed_on date)`.execute(tx)
	// F10. The bank's own statement says who holds it, where nobody knew.
	await sql`update funds.account a set holder = left(x.holder, 120), version = a.version + 1
		from jsonb_to_recordset(${said}::text::jsonb) as x (account_id uuid, holder text)
		where a.id = x.account_id and a.holder is null and length(x.holder) > 0`.execute(tx)
	return new Set(rows.map((row) => row.account_id)).size
}

function sumsOf(lines: readonly LineOf[]): StatementTold['sums'] {
	const sums = new Map<string, { currency: string; inMinor: number; outMinor: number }>()
	for (const { currency, minor, credit } of lines) {
		const sum = sums.get(currency) ?? { currency, inMinor: 0, outMinor: 0 }
		if (credit) sum.inMinor += minor
		else sum.outMinor += minor
		sums.set(currency, sum)
	}
	return [...sums.values()].toSorted((a, b) => a.currency.localeCompare(b.currency))
}
