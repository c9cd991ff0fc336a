import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound } from '#kernel/refusal.ts'
import { bankResource } from '../contract.ts'

/** A bank as an act needs it. */
export type BankOf = {
	readonly id: string
	readonly agency: string
	readonly code: string
	readonly bic: string | null
	readonly closed: boolean
	readonly version: number
}

/** What an act on a bank begins with; locked. @throws Refusal `not_found` */
export async function loadBank(tx: Tx, id: string) {
	const { rows } = await sql<BankOf>`select id, agency_id as agency, code, bic, closed, version from funds.bank
		where id = ${id} for update`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`bank ${id}`)
	return { subject: bankSubject(row), row, version: row.version }
}

export function bankSubject({ id, agency, closed }: Pick<BankOf, 'id' | 'agency' | 'closed'>): Subject {
	return { resource: bankResource, id, attributes: { agency, closed } }
}

/** F130. As it is compared: lower case, no spaces. */
export const plainName = (name: string) => name.toLowerCase().replace(/\s+/g, '')

export type BankLine = {
	readonly id: string
	readonly code: string
	readonly en: string
	readonly zh: string
	readonly bic: string | null
	readonly way: string
}

/** F130. The bank that accounts or people call so: by its code, or by a name of it. Null when the directory has none. */
export async function findBank(tx: Tx, name: string): Promise<BankLine | null> {
	const plain = plainName(name)
	if (plain === '') return null
	const { rows } =
		await sql<BankLine>`select id, code, name_en as en, name_zh as zh, bic, order_way as way from funds.bank
		where not closed and (lower(code) = ${plain} or lower(bic) = ${plain} or ${plain} = any(names)
			or replace(lower(name_en), ' ', '') = ${plain} or name_zh = ${plain})
		order by (lower(code) = ${plain}) desc, code limit 1`.execute(tx)
	return rows[0] ?? null
}
