import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { citeTransfer, statementChanged } from '../contract.ts'
import { loadReportOf } from '../store/report-of.ts'

type Side = { readonly from_name: string | null; readonly to_name: string | null }

/** F180. Only what a statement or payment of this report tells of; the names are kept with it, as the bank wrote them. */
export const performCiteTransfer = performs(citeTransfer, {
	load: async (tx, input) => loadReportOf(tx, input.report),
	run: async ({ tx, now, who }, report, input) => {
		const { rows } = await sql<Side>`
			select max(l.other_name) filter (where l.credit) as from_name, max(l.other_name) filter (where not l.credit) as to_name
			from funds.transfer t left join funds.statement_line l on l.transfer_id = t.id and l.report_id = ${report.id}
			where t.id = ${input.transfer} and (t.matter_id = ${report.id} or l.id is not null
				or exists (select from funds.payment p where p.transfer_id = t.id and p.report_id = ${report.id}))
			group by t.id`.execute(tx)
		const sides = rows[0]
		if (sides === undefined) throw notFound(`transfer ${input.transfer} of report ${report.id}`)
		const { rows: written } = await sql`
			insert into funds.cited (report_id, transfer_id, reason, cited_by, cited_at, from_name, to_name)
			values (${report.id}, ${input.transfer}, ${input.reason}, ${who.person}, ${now}, ${sides.from_name}, ${sides.to_name})
			on conflict do nothing returning 1`.execute(tx)
		if (written.length === 0)
			throw new Refusal(
				'already',
				{ en: 'This transfer is cited in the report already.', zh: '该转账已在本案引用。' },
				{ rule: 'F180' },
			)
		return {
			output: { report: report.id, transfer: input.transfer },
			fact: { report: report.id, transfer: input.transfer },
			messages: [
				{ topic: statementChanged, resource: { type: 'FraudReport', id: report.id }, body: { state: 'cited' } },
			],
			matter: report.id,
		}
	},
})
