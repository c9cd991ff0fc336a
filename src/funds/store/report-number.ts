import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { reportMonth, reportNumber } from '../rules/report.ts'

/**
 * F23. The next number of a bureau in its month. The counter's row is held until the act ends, so that numbers follow the
 * order of opening and none is left out. Stations count in the county above them.
 */
export async function nextReportNumber(tx: Tx, agency: string, now: Date): Promise<string> {
	const month = reportMonth(now)
	const { rows } = await sql<{ last: number }>`insert into funds.counter as c (agency_id, month, last)
		values (coalesce((select k.ancestor from identity.agency_closure k join identity.agency a on a.id = k.ancestor
			where k.descendant = ${agency} and a.tier = 'county' and a.branch is null order by k.depth limit 1), ${agency}::uuid), ${month}, 1)
		on conflict (agency_id, month) do update set last = c.last + 1 returning last`.execute(tx)
	return reportNumber(month, rows[0]?.last ?? 1)
}
