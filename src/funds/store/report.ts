import { type RawBuilder, sql } from 'kysely'
import type { ActContext, Done } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { reportChanged, reportResource, type ReportState, reportState } from '../contract.ts'

/** A report as an act needs it. */
export type ReportOf = {
	readonly id: string
	readonly number: string
	readonly agency: string
	readonly taker: string
	readonly scheme: string
	readonly state: ReportState
	readonly currency: string
	readonly victimName: string | null
	readonly victimBank: string | null
	readonly victimAccount: string | null
	readonly lossMinor: number
	readonly version: number
}

type Row = Omit<ReportOf, 'state'> & { readonly state: string }

/** Loads and locks a report. @throws Refusal `not_found` */
export async function needReport(tx: Tx, id: string): Promise<ReportOf> {
	const { rows } = await sql<Row>`select id, number, agency_id as agency, taken_by as taker, scheme, state, currency,
			victim_name as "victimName", victim_bank as "victimBank", victim_account_id as "victimAccount",
			loss_minor as "lossMinor", version
		from funds.report where id = ${id} for update`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`report ${id}`)
	return { ...row, state: reportState.parse(row.state) }
}

/** What an act on a report begins with. @throws Refusal `not_found` */
export async function loadReport(tx: Tx, id: string) {
	const row = await needReport(tx, id)
	return { subject: reportSubject(row), row, version: row.version }
}

/** A report as powers see it. */
export function reportSubject(facts: Pick<ReportOf, 'id' | 'agency' | 'taker' | 'state'>): Subject {
	const { id, agency, taker, state } = facts
	return { resource: reportResource, id, attributes: { agency, taker, state } }
}

/** The report as powers see it, for a view. @throws Refusal `not_found` */
export async function needReportSubject(tx: Tx, id: string): Promise<Subject> {
	const { rows } = await sql<{ id: string; agency: string; taker: string; state: string }>`
		select id, agency_id as agency, taken_by as taker, state from funds.report where id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`report ${id}`)
	return reportSubject({ ...row, state: reportState.parse(row.state) })
}

/** F38. Refused where the act has no sense. @throws Refusal `wrong_state` */
export function mustStandIn(row: ReportOf, states: readonly ReportState[]): void {
	if (states.includes(row.state)) return
	throw new Refusal(
		'wrong_state',
		{ en: 'The report stands elsewhere by now; look at it again.', zh: '报案状态已变，请重新查看。' },
		{ rule: 'F36', extra: { state: row.state } },
	)
}

/** What every act on a report tells the screens. */
export const changed = (id: string, state: string) => ({
	topic: reportChanged,
	resource: { type: 'FraudReport', id },
	body: { state },
})

/** F36. Moves a report along its drawing and writes what else changed. */
export async function moveReport(
	{ tx, now, who }: Pick<ActContext, 'tx' | 'now' | 'who'>,
	row: ReportOf,
	state: ReportState,
	changes: RawBuilder<unknown>,
): Promise<Done<{ report: string; state: ReportState; version: number }>> {
	await stepMatter(tx, row.id, state, { now, who })
	await sql`update funds.report set state = ${state}, version = version + 1, ${changes} where id = ${row.id}`.execute(
		tx,
	)
	return {
		output: { report: row.id, state, version: row.version + 1 },
		fact: { report: row.id, number: row.number, state, from: row.state },
		messages: [changed(row.id, state)],
		matter: row.id,
	}
}
