import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#kernel/db/schema.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import { fraudScheme, reportResource, reportState } from '../contract.ts'

type Named = { readonly id: string; readonly en: string; readonly zh: string }

/** What a trace needs of a report: no name of anybody. */
export type TracedReport = {
	readonly id: string
	readonly number: string
	readonly scheme: z.output<typeof fraudScheme>
	readonly state: z.output<typeof reportState>
	readonly currency: string
	readonly lossMinor: number
	readonly payments: number
	readonly reportedAt: Date
	readonly firstStopAt: Date | null
	/** What the victim had saved, where somebody asked (F257). */
	readonly savedMinor: number | null
	readonly agency: Named
}

/** @throws Refusal `not_found` */
export async function traceSubject(tx: Tx, report: string): Promise<Subject> {
	const { rows } = await sql<{ agency: string; taker: string; state: string }>`
		select agency_id as agency, taken_by as taker, state from funds.report where id = ${report}`.execute(tx)
	const attributes = rows[0]
	if (attributes === undefined) throw notFound(`report ${report}`)
	return { resource: reportResource, id: report, attributes }
}

/** Reports by id, in the order given. */
export async function tracedReports(tx: Tx, ids: readonly string[]): Promise<TracedReport[]> {
	if (ids.length === 0) return []
	const { rows } = await sql<Omit<TracedReport, 'scheme' | 'state'> & { scheme: string; state: string }>`
		select r.id, r.number, r.scheme, r.state, r.currency, r.loss_minor as "lossMinor", r.reported_at as "reportedAt",
			r.saved_minor as "savedMinor", (select count(*)::int from funds.payment p where p.report_id = r.id) as payments,
			(select min(m.sent_at) from funds.measure m where m.report_id = r.id and m.kind = 'stop') as "firstStopAt",
			json_build_object('id', a.id, 'en', a.name_en, 'zh', a.name_zh) as agency
		from funds.report r join identity.agency a on a.id = r.agency_id where r.id in (${sql.join(ids)})`.execute(tx)
	const found = new Map(
		rows.map((row) => [row.id, { ...row, scheme: fraudScheme.parse(row.scheme), state: reportState.parse(row.state) }]),
	)
	return ids.flatMap((id) => found.get(id) ?? [])
}

/** @throws Refusal `not_found` */
export async function needTracedReport(tx: Tx, id: string): Promise<TracedReport> {
	const [report] = await tracedReports(tx, [id])
	if (report === undefined) throw notFound(`report ${id}`)
	return report
}

/** F242. Matters whose transfers a person may walk: reports they may see that told of any. Filtered once, before anything is read. */
export async function mattersFor(tx: Tx, who: Who, now: Date): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`select r.id from ${filteredRows(seenBy(who, now), 'r')}
		where exists (select from funds.transfer t where t.matter_id = r.id)`.execute(tx)
	return rows.map(({ id }) => id)
}

/** F254. Open reports a person may see, newest first, and how many there are. */
export async function openReportsFor(
	tx: Tx,
	who: Who,
	now: Date,
	most: number,
): Promise<{ readonly ids: readonly string[]; readonly of: number }> {
	const { rows } = await sql<{ id: string; of: number }>`
		select r.id, count(*) over ()::int as "of" from ${filteredRows(seenBy(who, now), 'r')}
		where r.state in ('open', 'signed', 'case') order by r.reported_at desc, r.id desc limit ${most}`.execute(tx)
	return { ids: rows.map(({ id }) => id), of: rows[0]?.of ?? 0 }
}

function seenBy(who: Who, now: Date) {
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	return powersInUse().filter(who, reportResource.see, reportResource, context)
}
