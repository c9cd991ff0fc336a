import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { meetTimer, setTimer } from '#kernel/matters/api.ts'
import { nextEnd } from './statement.ts'

export const statementClock = 'statement_end'

/** F181. The clock of a report's statements is set to the next of their ends; none: it is dropped. */
export async function setStatementClock(tx: Tx, report: string, now: Date): Promise<void> {
	const next = await nextEnd(tx, report)
	if (next === null) {
		await meetTimer(tx, { matter: report, kind: statementClock, now })
		return
	}
	const targetSeconds = Math.max(0, Math.ceil((next.getTime() - now.getTime()) / 1000))
	await setTimer(tx, { matter: report, kind: statementClock, targetSeconds, rule: 'funds F181', now })
}

/** Statements of a report that are past their end. */
export async function dueStatements(tx: Tx, report: string, now: Date): Promise<readonly string[]> {
	const { rows } = await sql<{ id: string }>`select id from funds.statement
		where report_id = ${report} and ended_at is null and until_at <= ${now} order by until_at, id`.execute(tx)
	return rows.map((row) => row.id)
}
