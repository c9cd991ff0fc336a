import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { requestRow, type RequestRow, requestSheet, type RequestSheet } from '../contract.ts'

/** Columns of a list, of `r` (funds.request) and `f` (funds.report). */
export const rowJson = (now: Date) => sql`json_build_object('id', r.id, 'number', r.number,
	'report', json_build_object('id', f.id, 'number', f.number), 'kind', r.kind, 'field', r.field, 'bank', r.bank, 'state', r.state,
	'draftedAt', ${utc('r.drafted_at')}, 'sentAt', ${utc('r.sent_at')}, 'dueAt', ${utc('r.due_at')},
	'late', coalesce(r.state = 'sent' and r.due_at < ${now}::timestamptz, false), 'answeredAt', ${utc('r.answered_at')},
	'version', r.version)`

/** RFC 3339 with milliseconds, as every answer has it. */
export function utc(column: string) {
	return sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

export const readRow = (value: unknown): RequestRow => requestRow.parse(value)

/** F193. Everything the sheet says. @throws Refusal `not_found` */
export async function needSheet(tx: Tx, id: string, now: Date): Promise<RequestSheet> {
	const { rows } = await sql<{ said: object; more: object }>`
		select ${rowJson(now)} as said, json_build_object('reason', r.reason,
			'account', case when a.id is null then null else json_build_object('id', a.id, 'number', a.number, 'bank', a.bank) end,
			'payment', case when p.id is null then null else json_build_object('n', p.n, 'payeeName', p.payee_name,
				'payeeNumber', p.payee_number, 'amountMinor', p.amount_minor, 'currency', p.currency, 'at', ${utc('p.paid_at')},
				'reference', coalesce(p.uetr::text, p.end_to_end_id, p.reference)) end,
			'victim', f.victim_name, 'from', r.from_day, 'until', r.until_day,
			'agency', json_build_object('en', g.name_en, 'zh', g.name_zh), 'answer', r.answer, 'reference', r.bank_reference,
			'sheet', r.sheet_sha256, 'endedWhy', r.ended_why) as more
		from funds.request r join funds.report f on f.id = r.report_id join identity.agency g on g.id = r.agency_id
			left join funds.account a on a.id = r.account_id left join funds.payment p on p.id = r.payment_id
		where r.id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`request ${id}`)
	return requestSheet.parse({ ...row.said, ...row.more })
}
