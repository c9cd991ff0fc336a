import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { PayeeKind } from '../contract.ts'
import { normalNumber } from '../rules/account-number.ts'
import { enterAccount } from './account.ts'

type Whose = {
	readonly account?: string | undefined
	readonly named?: { readonly kind: PayeeKind; readonly bank: string; readonly number: string } | undefined
}

/**
 * F10, F60. The account an act speaks of: known already, or entered as a document calls it; null when none was said.
 * @throws Refusal `invalid`
 */
export async function accountNamed(tx: Tx, { account, named }: Whose, currency: string): Promise<string | null> {
	if (account !== undefined) {
		const { rows } = await sql<{ id: string }>`select id from funds.account where id = ${account}`.execute(tx)
		if (rows[0] === undefined)
			throw new Refusal(
				'invalid',
				{ en: 'No such account is known here.', zh: '没有此账户。' },
				{ rule: 'F60', field: 'account' },
			)
		return account
	}
	if (named === undefined) return null
	if (normalNumber(named.kind, named.number) === '')
		throw new Refusal(
			'invalid',
			{ en: 'The account number holds no letter or digit.', zh: '账号中没有字母或数字。' },
			{ rule: 'F60', field: 'named' },
		)
	return (await enterAccount(tx, { ...named, currency })).id
}

const earliest = Date.UTC(2000, 0, 1)

/** F60. The time of a payment as it was told: not ahead of now, nor before this century. @throws Refusal `invalid` */
export function momentTold(at: string, now: Date): Date {
	const moment = new Date(at)
	if (moment.getTime() >= earliest && moment <= now) return moment
	throw new Refusal(
		'invalid',
		{ en: 'A payment was made before now, and in this century.', zh: '付款时间应早于现在，且不早于 2000 年。' },
		{ rule: 'F60', field: 'at' },
	)
}
