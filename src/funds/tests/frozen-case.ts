import { sql } from 'kysely'
import { newId } from '#kernel/ids.ts'
import type { MeasureStage } from './measure-stage.ts'

/** A signed report that another than who took it made a case. */
export async function caseOf(stage: MeasureStage) {
	const report = await stage.report({ payeeName: '周某某' })
	await stage.write((tx) =>
		sql`update funds.report set state = 'case', signed_at = reported_at, signed_way = 'here',
			decided_at = reported_at, decided_by = ${stage.commander.person} where id = ${report.id}`.execute(tx),
	)
	return report
}

/** A case whose payment of 50,000.00 is followed to its payee, where `held` is frozen. */
export async function frozenCaseOf(stage: MeasureStage, held: number, more: { readonly into?: string } = {}) {
	const report = await caseOf(stage)
	const own = newId<'account'>()
	await stage.write(async (tx) => {
		await sql`insert into funds.account (id, kind, bank, number, currency)
			values (${own}, 'bank_account', 'FBANK', ${own.slice(-12).toUpperCase()}, 'CNY')`.execute(tx)
		await sql`with t as (insert into funds.transfer (matter_id, from_node, to_node, amount_minor, currency, at)
				select ${report.id}, f.node, p.node, 5000000, 'CNY', '2026-11-24T03:05:00Z' from funds.account f, funds.account p
				where f.id = ${own} and p.id = ${more.into ?? report.payee} returning id)
			update funds.payment set transfer_id = (select id from t) where id = ${report.payment}`.execute(tx)
		await sql`insert into matters.matter (id, kind, agency_id, drawing_id, opened_at)
			select ${own}, kind, agency_id, drawing_id, opened_at from matters.matter where id = ${report.id}`.execute(tx)
		await sql`insert into funds.measure (id, report_id, account_id, kind, state, agency_id, taken_by, currency, holder, matched_minor,
				matched_at, asked_minor, held_minor, drafted_by, drafted_at, approved_by, sent_at, answered_at, until_at)
			select ${own}, r.id, ${more.into ?? report.payee}, 'freeze', 'held', r.agency_id, r.taken_by, 'CNY', '周某', 5000000,
				r.reported_at, 5000000, ${held}, r.taken_by, r.reported_at, ${stage.leader.person}, r.reported_at, r.reported_at,
				r.reported_at + interval '180 days' from funds.report r where r.id = ${report.id}`.execute(tx)
	})
	return report
}
