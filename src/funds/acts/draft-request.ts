import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { draftRequest, type RequestField } from '../contract.ts'
import { loadReportOf, type ReportOf } from '../store/report-of.ts'
import { requestDone } from '../store/request.ts'

type Asked = {
	readonly bank: string
	readonly account: string | null
	readonly payment: string | null
	readonly from: string | null
	readonly until: string | null
}

/** F190. What is not said is taken from the report: whose bank, which payment, which days, why. */
export const performDraftRequest = performs(draftRequest, {
	load: async (tx, input) => loadReportOf(tx, input.report),
	run: async (context, report, input) => {
		const { tx, now, who } = context
		if (report.closed)
			throw new Refusal(
				'wrong_state',
				{ en: 'This report is closed; nothing is asked of a bank for it.', zh: '该报案已终结，不再向银行查询。' },
				{ rule: 'F190' },
			)
		const asked =
			input.kind === 'field' ? await fieldAsked(tx, report, input) : await statementAsked(tx, report, input, now)
		const request = newId<'request'>(now.getTime())
		const { rows } = await sql<{ number: string }>`
			insert into funds.request (id, report_id, agency_id, number, kind, bank, account_id, payment_id, field, from_day, until_day,
				reason, drafted_by, drafted_at)
			values (${request}, ${report.id}, ${report.agency},
				'R-' || to_char(${now}::timestamptz at time zone 'Asia/Shanghai', 'YYMM') || '-'
					|| lpad((nextval('funds.request_number') % 100000)::text, 5, '0'),
				${input.kind}, ${asked.bank}, ${asked.account}, ${asked.payment}, ${input.field ?? null}, ${asked.from}::date,
				${asked.until}::date, ${input.reason ?? null}, ${who.person}, ${now}) returning number`.execute(tx)
		const number = rows[0]?.number ?? ''
		const row = { id: request, report: report.id, kind: input.kind, field: input.field ?? null }
		return requestDone(context, row, 'drafted', { request, number, state: 'drafted' as const, version: 1 })
	},
})

type Input = {
	readonly account?: string | undefined
	readonly field?: RequestField | undefined
	readonly payment?: string | undefined
	readonly bank?: string | undefined
	readonly from?: string | undefined
	readonly until?: string | undefined
}

/** The victim's own bank is asked, for it sent the money; of the named payment, or the first that lacks the field. */
async function fieldAsked(tx: Tx, report: ReportOf, input: Input): Promise<Asked> {
	if (input.field === undefined) throw wrong('field', { en: 'Say which field is missing.', zh: '请选择缺少的要素。' })
	const { rows } = await sql<{ id: string; bank: string | null }>`
		select p.id, a.bank from funds.payment p left join funds.account a on a.id = p.from_account_id and a.bank <> ''
		where p.report_id = ${report.id} and (p.id = ${input.payment ?? null}::uuid or ${input.payment ?? null}::uuid is null)
		order by case ${input.field}::text when 'holder' then p.payee_name is null when 'number' then p.payee_number is null
			when 'amount' then p.amount_minor is null else p.paid_at is null end desc, p.n limit 1`.execute(tx)
	const payment = rows[0]
	if (payment === undefined)
		throw wrong('payment', { en: 'The report has no such payment.', zh: '该报案没有此笔付款。' })
	const bank = input.bank ?? report.victimBank ?? payment.bank
	if (bank === null)
		throw wrong('bank', {
			en: 'Nobody knows the victim’s own bank yet. Enter it, and the request is drafted to it.',
			zh: '尚不知道受害人的付款银行，请先录入。',
		})
	return { bank, account: null, payment: payment.id, from: null, until: null }
}

async function statementAsked(tx: Tx, report: ReportOf, input: Input, now: Date): Promise<Asked> {
	if (input.account === undefined)
		throw wrong('account', { en: 'Say whose statement: an account.', zh: '请指明查询哪个账户的流水。' })
	const { rows } = await sql<{ bank: string; first: string | null; today: string }>`
		select a.bank, (select to_char(min(p.paid_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') from funds.payment p
				where p.report_id = ${report.id}) as first,
			to_char(${now}::timestamptz at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today
		from funds.account a where a.id = ${input.account}`.execute(tx)
	const account = rows[0]
	if (account === undefined) throw wrong('account', { en: 'No such account is known here.', zh: '没有此账户。' })
	const bank = input.bank ?? account.bank
	if (bank === '')
		throw wrong('bank', { en: 'The bank of this account is not known. Enter it.', zh: '该账户的开户行未知，请录入。' })
	const until = input.until ?? account.today
	const first = account.first ?? until
	const from = input.from ?? (first <= until ? first : until)
	if (from > until) throw wrong('until', { en: 'It ends before it begins.', zh: '截止日期早于起始日期。' })
	return { bank, account: input.account, payment: null, from, until }
}

function wrong(field: string, words: { en: string; zh: string }): Refusal {
	return new Refusal('invalid', words, { rule: 'F190', field })
}
