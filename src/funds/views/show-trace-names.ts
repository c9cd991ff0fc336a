import { sql } from 'kysely'
import { shows } from '#kernel/view.ts'
import { holderKind } from '../contract.ts'
import { showTraceNames } from '../contract/trace.ts'
import { masked } from '../rules/masked.ts'
import { traceSubject } from '../store/trace-report.ts'

const most = 2_000

/**
 * F253. Accounts of the matter: those its payments went to with what the victim told, those of a transfer the matter cites
 * with what the statement says; of all others the name stays masked.
 */
export const showTraceNamesView = shows(showTraceNames, {
	subject: (tx, input) => traceSubject(tx, input.report),
	async show({ tx }, { report }) {
		const { rows } = await sql<{
			account: string
			number: string
			holder: string | null
			kind: string
			told: string | null
			paid: boolean
			cited: string | null
			is_cited: boolean
		}>`with own as (
				select a.id, a.node from funds.account a join funds.transfer t on t.from_node = a.node or t.to_node = a.node
				where t.matter_id = ${report}
				union select a.id, a.node from funds.account a join funds.payment p on p.to_account_id = a.id
				where p.report_id = ${report})
			select a.id as account, a.number, a.holder, a.holder_kind as kind, p.name as told, p.is_paid as paid, c.name as cited,
				c.is_cited
			from own join funds.account a on a.id = own.id
			cross join lateral (select max(p.payee_name) as name, count(*) > 0 as is_paid from funds.payment p
				where p.report_id = ${report} and p.to_account_id = a.id) p
			cross join lateral (select max(case when t.to_node = a.node then k.to_name else k.from_name end) as name,
					count(*) > 0 as is_cited
				from funds.cited k join funds.transfer t on t.id = k.transfer_id
				where k.report_id = ${report} and (t.to_node = a.node or t.from_node = a.node)) c
			order by a.node limit ${most}`.execute(tx)
		return {
			output: {
				accounts: rows.map((row) => {
					const open = row.paid || row.is_cited
					const holder = row.told ?? row.cited ?? row.holder
					return {
						account: row.account,
						number: open ? row.number : masked(row.number, 'number'),
						holder: holder === null || open ? holder : masked(holder, 'name'),
						holderKind: holderKind.parse(row.kind),
						shows:
							holder === null
								? ('unknown' as const)
								: row.told !== null
									? ('told' as const)
									: row.is_cited
										? ('cited' as const)
										: open
											? ('told' as const)
											: ('masked' as const),
					}
				}),
			},
			records: rows.map((row) => ({ type: 'FundsAccount', id: row.account })),
			matter: report,
		}
	},
})
