import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { payeeKind } from '../contract.ts'
import { assumedChance, type Measured } from '../rules/chance.ts'

/** Answered stops of the last two years stand in the place of the assumption; so many of the newest are counted. */
const newest = 5_000

/** F247. What became of a bureau's stops, by the row of the table they fall in. */
export async function measuredChances(tx: Tx, agency: string, now: Date): Promise<Measured> {
	const { rows } = await sql<{ kind: string; minutes: number; held: boolean }>`
		select a.kind, greatest(0, floor(extract(epoch from m.sent_at - m.matched_at) / 60))::int as minutes,
			coalesce(m.held_minor, 0) > 0 as held
		from funds.measure m join funds.account a on a.id = m.account_id
		where m.agency_id = ${agency} and m.kind = 'stop' and m.answered_at > ${now}::timestamptz - interval '2 years'
			and m.sent_at is not null and m.matched_at is not null
		order by m.answered_at desc, m.id desc limit ${newest}`.execute(tx)
	const measured = new Map<string, { cases: number; held: number }>()
	for (const { kind, minutes, held } of rows) {
		const { rule } = assumedChance(payeeKind.parse(kind), minutes)
		const known = measured.get(rule) ?? { cases: 0, held: 0 }
		measured.set(rule, { cases: known.cases + 1, held: known.held + (held ? 1 : 0) })
	}
	return measured
}
