import { type RawBuilder, sql } from 'kysely'
import type { ActContext, Done } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { returnChanged, returnReading, returnResource, type ReturnState, returnState } from '../contract.ts'
import type { ReturnReading } from '../contract.ts'

/** A round as an act needs it. */
export type RoundOf = {
	readonly id: string
	readonly number: string
	readonly report: string
	readonly agency: string
	readonly approver: string
	readonly proposer: string
	readonly reading: ReturnReading
	readonly state: ReturnState
	readonly dataSha256: string
	readonly noticeUntil: Date | null
	readonly version: number
}

type Row = Omit<RoundOf, 'state' | 'reading'> & { readonly state: string; readonly reading: string }

/** Loads; `lock` for an act. @throws Refusal `not_found` */
async function needRound(tx: Tx, id: string, lock: boolean): Promise<RoundOf> {
	const { rows } = await sql<Row>`select id, number, report_id as report, agency_id as agency, approver_id as approver,
			proposed_by as proposer, reading, state, data_sha256 as "dataSha256", notice_until as "noticeUntil", version
		from funds.return_round where id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`return ${id}`)
	return { ...row, state: returnState.parse(row.state), reading: returnReading.parse(row.reading) }
}

/** What an act on a round begins with. @throws Refusal `not_found` */
export async function loadRound(tx: Tx, id: string) {
	const row = await needRound(tx, id, true)
	return { subject: roundSubject(row), row, version: row.version }
}

/** The round as powers see it, for a view. @throws Refusal `not_found` */
export async function needRoundSubject(tx: Tx, id: string): Promise<Subject> {
	return roundSubject(await needRound(tx, id, false))
}

/** A round as powers see it. */
export function roundSubject(facts: Pick<RoundOf, 'id' | 'agency' | 'approver' | 'proposer' | 'state'>): Subject {
	const { id, agency, approver, proposer, state } = facts
	const ended = !['proposed', 'notice', 'paying'].includes(state)
	return { resource: returnResource, id, attributes: { agency, approver, proposer, state, ended } }
}

/** @throws Refusal `wrong_state` */
export function mustStandAt(row: RoundOf, state: ReturnState): void {
	if (row.state === state) return
	throw new Refusal(
		'wrong_state',
		{ en: 'The return stands elsewhere by now; look at it again.', zh: '返还状态已变，请重新查看。' },
		{ rule: 'F288', extra: { state: row.state } },
	)
}

/** F288. Moves a round along its drawing and writes what else changed. */
export async function moveRound(
	{ tx, now, who }: Pick<ActContext, 'tx' | 'now' | 'who'>,
	row: RoundOf,
	state: ReturnState,
	changes: RawBuilder<unknown>,
): Promise<Done<{ round: string; state: ReturnState; version: number }>> {
	if (state !== row.state) await stepMatter(tx, row.id, state, { now, who })
	await sql`update funds.return_round set state = ${state}, version = version + 1, ${changes} where id = ${row.id}`.execute(
		tx,
	)
	return {
		output: { round: row.id, state, version: row.version + 1 },
		fact: { round: row.id, number: row.number, state, from: row.state },
		messages: [changedRound(row.id, state)],
		matter: row.id,
	}
}

/** What every act on a round tells the screens. */
export const changedRound = (id: string, state: string) => ({
	topic: returnChanged,
	resource: { type: 'ReturnRound', id },
	body: { state },
})
