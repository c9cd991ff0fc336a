import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { type FollowedStop, followReport, reportState } from '../contract.ts'
import { followNext, followSentence, neverAsked } from '../rules/report-follow.ts'
import { needReportSubject } from '../store/report.ts'
import { lettersOf } from '../store/return-letter.ts'

/** F39, F40. By the link alone. */
export const followReportView = shows(followReport, {
	subject: async (tx, input) => needReportSubject(tx, (await needLinked(tx, input.link)).id),
	show: async ({ tx }, input) => {
		const row = await needLinked(tx, input.link)
		const state = reportState.parse(row.state)
		const stops = await stopsOf(tx, row.id)
		const told = { state, paid: row.paid, stops }
		return {
			output: {
				number: row.number,
				sentence: followSentence(told),
				next: followNext(told),
				never: neverAsked,
				state,
				reportedAt: row.reported_at.toISOString(),
				signedAt: row.signed_at?.toISOString() ?? null,
				decidedAt: row.decided_at?.toISOString() ?? null,
				decideBy: row.decide_by?.toISOString() ?? null,
				currency: row.currency,
				lossMinor: row.loss,
				heldMinor: heldIn(stops, row.currency),
				stops,
				letters: await lettersOf(tx, row.id),
			},
		}
	},
})

type Linked = {
	id: string
	number: string
	state: string
	currency: string
	loss: number
	paid: boolean
	reported_at: Date
	signed_at: Date | null
	decided_at: Date | null
	decide_by: Date | null
}

/** A wrong link and none are the same answer. @throws Refusal `not_found` */
async function needLinked(tx: Tx, link: string): Promise<Linked> {
	const { rows } =
		await sql<Linked>`select r.id, r.number, r.state, r.currency, r.loss_minor as loss, r.reported_at, r.signed_at,
			r.decided_at, exists (select from funds.payment p where p.report_id = r.id) as paid,
			(select t.due_at from matters.timer t where t.matter_id = r.id and t.kind = 'funds_decide' and t.met_at is null
				and t.dropped_at is null limit 1) as decide_by
		from funds.report r where r.link = ${link} and identity.drill_of(r.agency_id) is null`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound()
	return row
}

type Stop = {
	bank: string | null
	kind: 'stop' | 'freeze'
	state: string
	currency: string
	asked: number
	held: number | null
	sent_at: Date
	answered_at: Date | null
	until_at: Date | null
	ended_at: Date | null
}

/** What went to banks, in order of sending: the bank only where the victim paid to it; a stop that became a freeze once. */
async function stopsOf(tx: Tx, report: string): Promise<FollowedStop[]> {
	const { rows } = await sql<Stop>`select (select p.payee_bank from funds.payment p
			where p.report_id = m.report_id and p.to_account_id = m.account_id and p.payee_bank is not null order by p.n limit 1) as bank,
			m.kind, m.state, m.currency, coalesce(m.asked_minor, m.held_minor, 0)::bigint as asked, m.held_minor as held, m.sent_at,
			m.answered_at, m.until_at, m.ended_at
		from funds.measure m where m.report_id = ${report} and m.sent_at is not null and m.state <> 'frozen'
		order by m.sent_at, m.id limit 200`.execute(tx)
	return rows.flatMap((row) => {
		const is = saidOf(row.kind, row.state)
		if (is === null) return []
		return [
			{
				bank: row.bank,
				is,
				currency: row.currency,
				askedMinor: row.asked,
				heldMinor: row.held,
				sentAt: row.sent_at.toISOString(),
				answeredAt: row.answered_at?.toISOString() ?? null,
				until: row.until_at?.toISOString() ?? null,
				endedAt: row.ended_at?.toISOString() ?? null,
			},
		]
	})
}

function saidOf(kind: Stop['kind'], state: string): FollowedStop['is'] | null {
	if (state === 'held') return kind === 'freeze' ? 'frozen' : 'held'
	if (state === 'mismatch') return 'asked_again'
	return state === 'sent' || state === 'refused' || state === 'released' ? state : null
}

function heldIn(stops: readonly FollowedStop[], currency: string): number {
	return stops.reduce(
		(sum, stop) =>
			(stop.is === 'held' || stop.is === 'frozen') && stop.currency === currency ? sum + (stop.heldMinor ?? 0) : sum,
		0,
	)
}
