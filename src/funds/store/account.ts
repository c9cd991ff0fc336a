import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import type { Currency, PayeeKind } from '../contract.ts'
import { isOneInTheWorld, normalBank, normalNumber } from '../rules/account-number.ts'
import { findBank } from './bank.ts'

/** An account as documents and victims name it. `bank` is '' while unknown. */
export type AccountNamed = {
	readonly kind: PayeeKind
	readonly bank: string
	readonly number: string
	readonly currency: Currency
}

/** `node`: its index where money is followed. */
export type AccountEntered = { readonly id: string; readonly node: number }

/**
 * F10, F130. Finds an account by kind, bank (its code, where the directory knows it by any of its names) and number as normalised, or enters it; two who enter it at once get the same one. A
 * number that is one in the world (IBAN, card, address of a chain) is found whatever bank was named, and takes the bank it
 * lacked. `number` must not be empty once normalised.
 */
export async function enterAccount(tx: Tx, named: AccountNamed): Promise<AccountEntered> {
	const bank = (await findBank(tx, named.bank))?.code ?? normalBank(named.bank)
	const account = { ...named, bank, number: normalNumber(named.kind, named.number) }
	const alone = isOneInTheWorld(account.kind, account.number)
	const found = await findAccount(tx, account, alone)
	if (found !== null) return found
	const lock = `funds.account ${account.kind} ${alone ? '' : account.bank} ${account.number}`
	await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx)
	return (await findAccount(tx, account, alone)) ?? (await addAccount(tx, account))
}

async function findAccount(tx: Tx, account: AccountNamed, alone: boolean): Promise<AccountEntered | null> {
	const { kind, bank, number } = account
	const where = alone ? sql`` : sql`and bank = ${bank}`
	const { rows } = await sql<AccountEntered & { bank: string }>`select id, node, bank from funds.account
		where kind = ${kind} and number = ${number} ${where} order by node limit 1`.execute(tx)
	const row = rows[0]
	if (row === undefined) return null
	if (row.bank === '' && bank !== '')
		await sql`update funds.account set bank = ${bank}, version = version + 1 where id = ${row.id} and bank = ''`.execute(
			tx,
		)
	return { id: row.id, node: row.node }
}

async function addAccount(tx: Tx, { kind, bank, number, currency }: AccountNamed): Promise<AccountEntered> {
	const { rows } = await sql<AccountEntered>`insert into funds.account (id, kind, bank, number, currency)
		values (${newId()}, ${kind}, ${bank}, ${number}, ${currency})
		on conflict (kind, bank, number) do update set currency = funds.account.currency returning id, node`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw new Error('an account was neither entered nor found')
	return row
}
