import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { traceSubject } from './trace-report.ts'

/** F257. Loads and locks a report. @throws Refusal `not_found` */
export async function loadSavings(tx: Tx, report: string) {
	const { rows } = await sql<{ lossMinor: number; version: number }>`
		select loss_minor as "lossMinor", version from funds.report where id = ${report} for update`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`report ${report}`)
	return { subject: await traceSubject(tx, report), row, version: row.version }
}
