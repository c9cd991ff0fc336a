import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { PackTerms } from '../rules/measure.ts'
import type { MeasureOf } from './measure.ts'

/** F65. Stops of an account that went out and that its bank took, of whatever report, other than one. */
export async function stopsUsed(tx: Tx, account: string, besides: string): Promise<number> {
	const { rows } = await sql<{ used: number }>`
		select count(*)::int as used from funds.measure m
		where m.account_id = ${account} and m.kind = 'stop' and m.id <> ${besides} and m.sent_at is not null
			and m.state not in ('mismatch', 'signing', 'draft', 'refused') and m.end_reason is distinct from 'withdrawn'`.execute(
		tx,
	)
	return rows[0]?.used ?? 0
}

/** F65. @throws Refusal `wrong_state` when every stop the pack gives is used */
export async function mustBeIn(tx: Tx, row: MeasureOf, account: string, { atMost, rule }: PackTerms): Promise<void> {
	if (row.kind === 'freeze') return
	const used = await stopsUsed(tx, account, row.id)
	if (used < atMost) return
	throw new Refusal(
		'wrong_state',
		{
			en: `This account was stopped ${used} times; the rules give ${atMost} in total. Freeze it, or let it go.`,
			zh: `该账户已止付 ${used} 次，规定累计不得超过 ${atMost} 次。请冻结，或解除。`,
		},
		{ rule: 'F65', extra: { used, atMost, table: rule } },
	)
}
