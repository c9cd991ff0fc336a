import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'

/** F36. Drops the clock of a decision that is no longer waited for. */
export async function dropDeciding(tx: Tx, report: string, now: Date): Promise<void> {
	await sql`update matters.timer set dropped_at = ${now} where matter_id = ${report} and kind = 'funds_decide'
		and met_at is null and dropped_at is null`.execute(tx)
}

/** F36. Whether a stop or freeze of it is out. */
export async function isAskedOfBanks(tx: Tx, report: string): Promise<boolean> {
	const { rows } = await sql<{ asked: boolean }>`select exists (select from funds.measure
		where report_id = ${report} and state in ('sent', 'mismatch', 'held')) as asked`.execute(tx)
	return rows[0]?.asked === true
}
