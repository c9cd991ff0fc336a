import { sql } from 'kysely'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { reportResource, showVictim } from '../contract.ts'
import { needReportSubject } from '../store/report.ts'

type Row = {
	victimName: string | null
	victimPhone: string | null
	victimIdentity: string | null
	victimNumber: string | null
	said: string | null
	payments: { id: string; payeeName: string | null; payeeNumber: string | null; fromNumber: string | null }[]
}

/** F31. */
export const showVictimView = shows(showVictim, {
	subject: (tx, input) => needReportSubject(tx, input.report),
	show: async ({ tx }, { report }) => {
		const { rows } = await sql<Row>`select r.victim_name as "victimName", r.victim_phone as "victimPhone",
				r.victim_identity as "victimIdentity", v.number as "victimNumber", r.said,
				coalesce((select json_agg(json_build_object('id', p.id, 'payeeName', p.payee_name, 'payeeNumber', p.payee_number,
					'fromNumber', f.number) order by p.n)
					from funds.payment p left join funds.account f on f.id = p.from_account_id where p.report_id = r.id), '[]') as payments
			from funds.report r left join funds.account v on v.id = r.victim_account_id where r.id = ${report}`.execute(tx)
		const row = rows[0]
		if (row === undefined) throw notFound(`report ${report}`)
		return { output: { report, ...row }, records: [{ type: reportResource.type, id: report }], matter: report }
	},
})
