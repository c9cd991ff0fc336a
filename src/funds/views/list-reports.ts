import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { fraudScheme, listReports, reportResource, reportState } from '../contract.ts'
import { deskSubject } from '../store/desk.ts'
import { heldOf } from '../store/report-shown.ts'

const most = 200

type Row = {
	id: string
	number: string
	scheme: string
	state: string
	currency: string
	lossMinor: number
	heldMinor: number
	payments: number
	lacking: number
	reported_at: Date
	first_paid_at: Date | null
	due_at: Date | null
}

/** F38. Newest first; what the powers hide is neither shown nor counted. */
export const showReportList = shows(listReports, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }, { section, incident }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, reportResource.see, reportResource, context)
		const running = sql`f.state in ('open', 'signed', 'case')`
		const { rows } = await sql<Row>`select r.id, r.number, r.scheme, r.state, r.currency, r.loss_minor as "lossMinor",
				${heldOf('r')} as "heldMinor", r.reported_at, p.payments, p.lacking, p.first_paid_at,
				(select t.due_at from matters.timer t where t.matter_id = r.id and t.kind = 'funds_decide' and t.met_at is null
					and t.dropped_at is null limit 1) as due_at
			from (select f.* from ${filteredRows(seen, 'f')} where ${section === 'running' ? running : sql`not (${running})`}
				and (${incident ?? null}::uuid is null or f.incident_id = ${incident ?? null}::uuid)
				order by f.reported_at desc, f.id desc limit ${most + 1}) r
			cross join lateral (select count(*)::int as payments, min(p.paid_at) as first_paid_at, count(*) filter (where
				p.payee_name is null or p.payee_number is null or p.amount_minor is null or p.paid_at is null)::int as lacking
				from funds.payment p where p.report_id = r.id) p
			order by r.reported_at desc, r.id desc`.execute(tx)
		return {
			output: {
				rows: rows.slice(0, most).map(({ reported_at, first_paid_at, due_at, ...row }) => ({
					...row,
					scheme: fraudScheme.parse(row.scheme),
					state: reportState.parse(row.state),
					reportedAt: reported_at.toISOString(),
					firstPaidAt: first_paid_at?.toISOString() ?? null,
					dueAt: due_at?.toISOString() ?? null,
				})),
				more: rows.length > most,
			},
		}
	},
})
