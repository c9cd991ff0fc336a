import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound } from '#kernel/refusal.ts'
import { reportResource } from '../contract.ts'

/** A report as requests and statements need it. */
export type ReportOf = {
	readonly id: string
	readonly number: string
	readonly agency: string
	readonly taker: string
	readonly state: string
	readonly currency: string
	readonly victimBank: string | null
	readonly closed: boolean
}

/** What an act on a report begins with; nothing of the report changes, so nobody is held up. @throws Refusal `not_found` */
export async function loadReportOf(tx: Tx, id: string) {
	const row = await findReportOf(tx, id)
	if (row === null) throw notFound(`report ${id}`)
	const subject: Subject = {
		resource: reportResource,
		id,
		attributes: { agency: row.agency, taker: row.taker, state: row.state },
	}
	return { subject, row, version: null }
}

async function findReportOf(tx: Tx, id: string): Promise<ReportOf | null> {
	const { rows } = await sql<ReportOf>`select id, number, agency_id as agency, taken_by as taker, state, currency,
			victim_bank as "victimBank", state in ('refused', 'closed', 'withdrawn') as closed
		from funds.report where id = ${id} for share`.execute(tx)
	return rows[0] ?? null
}
