import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { StatementTold } from '../contract.ts'
import type { StatementOf } from './statement.ts'

/** F177. Where an account's statement does not begin with what the one before it, in the same report, ended with. */
export async function betweenStatements(tx: Tx, statement: StatementOf): Promise<StatementTold['gaps']> {
	const { rows } = await sql<{ n: number; currency: string; expected: number; found: number }>`
		select a.n, a.currency, b.closing_minor::float8 as expected, a.opening_minor::float8 as found
		from funds.statement_account a cross join lateral (
			select p.closing_minor from funds.statement_account p join funds.statement s on s.id = p.statement_id
			where s.report_id = ${statement.report} and s.state = 'kept' and p.account_id = a.account_id and p.currency = a.currency
				and p.closing_minor is not null and p.closed_on <= a.opened_on
			order by p.closed_on desc, p.n desc limit 1) b
		where a.statement_id = ${statement.id} and a.opening_minor is not null and a.opening_minor <> b.closing_minor
		order by a.n limit 50`.execute(tx)
	return rows.map(({ currency, expected, found }) => ({
		kind: 'between',
		line: 1,
		currency,
		expectedMinor: expected,
		foundMinor: found,
	}))
}
