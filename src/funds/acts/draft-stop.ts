import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { openMatter } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { draftStop, measureChanged } from '../contract.ts'
import { missingOf } from '../rules/measure.ts'
import { accountNamed, momentTold } from '../store/measure-fields.ts'
import { loadReportOf, type ReportOf } from '../store/report-of.ts'

/** F60. What is not said is taken from the payment that went to the account. */
export const performDraftStop = performs(draftStop, {
	load: (tx, input) => loadReportOf(tx, input.report),
	run: async ({ tx, now, who }, report, input) => {
		if (report.closed)
			throw new Refusal(
				'wrong_state',
				{ en: 'This report is closed; nothing is stopped for it.', zh: '该报案已终结，不再止付。' },
				{ rule: 'F60' },
			)
		const named = await accountNamed(tx, input, report.currency)
		const paid = await paymentOf(tx, report, input.payment ?? null, named)
		const fields = {
			holder: input.holder ?? paid?.holder ?? null,
			account: named ?? paid?.account ?? null,
			amountMinor: input.amountMinor ?? paid?.amountMinor ?? null,
			at: input.at === undefined ? (paid?.at ?? null) : momentTold(input.at, now),
		}
		const { matter } = await openMatter(tx, { kind: 'funds_stop', process: 'funds.stop', agency: report.agency, now })
		await sql`insert into funds.measure (id, report_id, account_id, payment_id, kind, agency_id, taken_by, currency, holder,
				matched_minor, matched_at, asked_minor, drafted_by, drafted_at)
			values (${matter}, ${report.id}, ${fields.account}, ${paid?.id ?? null}, 'stop', ${report.agency}, ${report.taker},
				${report.currency}, ${fields.holder}, ${fields.amountMinor}, ${fields.at}, ${input.askedMinor ?? null},
				${who.person}, ${now})`.execute(tx)
		const missing = missingOf(fields)
		return {
			output: { measure: matter, state: 'draft' as const, version: 1, missing },
			fact: { measure: matter, kind: 'stop', report: report.id, state: 'draft', missing },
			messages: [
				{
					topic: measureChanged,
					resource: { type: 'FundsMeasure', id: matter },
					body: { measure: matter, kind: 'stop', state: 'draft', report: report.id, end: null },
				},
			],
			matter,
		}
	},
})

type Paid = {
	readonly id: string | null
	readonly holder: string | null
	readonly account: string | null
	readonly amountMinor: number | null
	readonly at: Date | null
}

/**
 * The payment named; else the newest of the report that went to the account; else, of an account further on, the newest
 * transfer learnt in this report that reached it, with the name it was cited by (F180). Null when nothing is known.
 */
async function paymentOf(
	tx: Tx,
	report: ReportOf,
	payment: string | null,
	account: string | null,
): Promise<Paid | null> {
	const { rows } = await sql<Paid>`
		select p.id, coalesce(p.payee_name, a.holder) as holder, p.to_account_id as account, p.amount_minor as "amountMinor",
			p.paid_at as at
		from funds.payment p left join funds.account a on a.id = p.to_account_id
		where p.report_id = ${report.id} and p.currency = ${report.currency}
			and (p.id = ${payment}::uuid or (${payment}::uuid is null and p.to_account_id = ${account}::uuid))
		order by p.paid_at desc nulls last, p.n desc limit 1`.execute(tx)
	if (rows[0] !== undefined) return rows[0]
	if (payment !== null)
		throw new Refusal(
			'invalid',
			{ en: 'The report has no such payment.', zh: '该报案没有此笔付款。' },
			{ rule: 'F60', field: 'payment' },
		)
	if (account === null) return null
	const { rows: further } = await sql<Paid>`
		select null::uuid as id, coalesce(a.holder, (select max(c.to_name) from funds.cited c
			join funds.transfer n on n.id = c.transfer_id
			where c.report_id = ${report.id} and n.to_node = a.node)) as holder, a.id as account, t.amount_minor as "amountMinor", t.at
		from funds.account a left join lateral (select t.amount_minor, t.at from funds.transfer t
			where t.to_node = a.node and t.matter_id = ${report.id} and t.currency = ${report.currency}
			order by t.at desc, t.id desc limit 1) t on true
		where a.id = ${account}`.execute(tx)
	return further[0] ?? null
}
