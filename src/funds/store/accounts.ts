import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { isOneInTheWorld, normalBank, normalNumber } from '../rules/account-number.ts'
import type { AccountEntered } from './account.ts'

/** F10. Accounts of a whole statement at once, by the same rules as `enterAccount`. */

export type Named = { readonly bank: string; readonly number: string; readonly currency: string }

export const accountKey = ({ bank, number }: Pick<Named, 'bank' | 'number'>) => `${bank}\n${number}`

type Known = AccountEntered & { readonly bank: string; readonly number: string }

/** The code of each bank that the list of banks knows by code or name; others are kept as normalised. */
async function bankCodes(tx: Tx, banks: readonly string[]): Promise<ReadonlyMap<string, string>> {
	const asked = [...new Set(banks)]
	const { rows } = await sql<{ said: string; code: string }>`select a.said, min(b.code) as code
		from unnest(${asked}::text[]) as a (said) join funds.bank b on b.closed_at is null and (upper(a.said) in (b.code, b.bic)
			or replace(lower(a.said), ' ', '') in (lower(b.name_zh), replace(lower(b.name_en), ' ', ''))
			or replace(lower(a.said), ' ', '') = any(b.names))
		group by a.said`.execute(tx)
	return new Map([
		...asked.map((bank) => [bank, normalBank(bank)] as const),
		...rows.map((row) => [row.said, row.code] as const),
	])
}

type Wanted = Named & { readonly keys: string[] }

/** Finds or enters every account; by `accountKey` of what was given. */
export async function enterAccounts(tx: Tx, named: readonly Named[]): Promise<ReadonlyMap<string, AccountEntered>> {
	const banks = named.map((one) => one.bank)
	const wanted = wantedOf(named, await bankCodes(tx, banks))
	const numbers = wanted.map((one) => one.number)
	const known = Map.groupBy(await find(tx, numbers), (one) => one.number)
	const found = new Map<string, AccountEntered>()
	const keep = (one: Wanted, { id, node }: AccountEntered): void =>
		one.keys.forEach((key) => found.set(key, { id, node }))
	const missing: Wanted[] = []
	for (const one of wanted) {
		const account = match(known.get(one.number) ?? [], one)
		if (account === null) missing.push(one)
		else keep(one, account)
	}
	const added = new Map((await add(tx, missing)).map((one) => [accountKey(one), one] as const))
	for (const one of missing) {
		const account = added.get(accountKey(one))
		if (account === undefined) throw new Error('an account was neither entered nor found')
		keep(one, account)
	}
	return found
}

/** What was given, as normalised: one of each, with every way it was written. */
function wantedOf(named: readonly Named[], codes: ReadonlyMap<string, string>): readonly Wanted[] {
	const wanted = new Map<string, Wanted>()
	const plain = named.map((one) => ({
		key: accountKey(one),
		bank: codes.get(one.bank) ?? '',
		number: normalNumber('bank_account', one.number),
		currency: one.currency,
	}))
	// Those whose bank is written come first: one without is the same, where its number is one bank's alone.
	for (const { key, ...one } of plain.toSorted((a, b) => Number(a.bank === '') - Number(b.bank === ''))) {
		const alone = isAlone(one.number)
		const held = wanted.get(alone ? one.number : accountKey(one))
		if (held === undefined) wanted.set(alone ? one.number : accountKey(one), { ...one, keys: [key] })
		else held.keys.push(key)
	}
	return [...wanted.values()]
}

/** An IBAN, or a card: personal accounts in China stand under one (ISO/IEC 7812). */
function isAlone(number: string): boolean {
	return isOneInTheWorld('bank_account', number) || /^62\d{14,17}$/.test(number)
}

/** By bank and number; by number alone where it is one in the world; and one whose bank nobody knew. */
function match(same: readonly Known[], one: Named): Known | null {
	const exact = same.find((account) => account.bank === one.bank)
	if (exact !== undefined) return exact
	if (isAlone(one.number)) return same[0] ?? null
	// Long numbers are one bank's in practice.
	if (!/^[0-9A-Z]{14,}$/.test(one.number)) return null
	if (one.bank === '') return same.length === 1 ? (same[0] ?? null) : null
	return same.find((account) => account.bank === '') ?? null
}

async function find(tx: Tx, numbers: readonly string[]): Promise<Known[]> {
	const { rows } = await sql<Known>`select id, node, bank, number from funds.account
		where kind = 'bank_account' and number = any(${[...numbers]}::text[]) order by node`.execute(tx)
	return rows
}

async function add(tx: Tx, missing: readonly Named[]): Promise<Known[]> {
	if (missing.length === 0) return []
	const rows = missing.map((one) => ({ id: newId<'account'>(), ...one }))
	const { rows: added } = await sql<Known>`
		insert into funds.account (id, kind, bank, number, currency)
		select x.id, 'bank_account', x.bank, x.number, x.currency
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as x (id uuid, bank text, number text, currency text)
		on conflict (kind, bank, number) do update set currency = funds.account.currency
		returning id, node, bank, number`.execute(tx)
	return added
}
