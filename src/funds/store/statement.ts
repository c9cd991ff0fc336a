import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { type BankSetting, bankSetting, statementResource, statementState, type StatementState } from '../contract.ts'

/** F170. A statement as an act needs it. */
export type StatementOf = {
	readonly id: string
	readonly report: string
	readonly agency: string
	readonly request: string | null
	readonly sha256: string
	readonly bank: string
	readonly setting: BankSetting
	readonly state: StatementState
	readonly untilAt: Date
	readonly version: number
}

type Row = Omit<StatementOf, 'setting' | 'state'> & { readonly says: unknown; readonly state: string }

/** Loads and locks. @throws Refusal `not_found` */
export async function loadStatement(tx: Tx, id: string) {
	const { rows } =
		await sql<Row>`select id, report_id as report, agency_id as agency, request_id as request, sha256, bank, says,
			state, until_at as "untilAt", version from funds.statement where id = ${id} for update`.execute(tx)
	const found = rows[0]
	if (found === undefined) throw notFound(`statement ${id}`)
	const { says, ...rest } = found
	const row: StatementOf = { ...rest, setting: bankSetting.parse(says), state: statementState.parse(found.state) }
	const subject: Subject = { resource: statementResource, id, attributes: { agency: row.agency, state: row.state } }
	return { subject, row, version: row.version }
}

/** @throws Refusal `wrong_state` */
export function mustBeComing(row: StatementOf): void {
	if (row.state === 'coming') return
	const words: Readonly<Record<Exclude<StatementState, 'coming'>, { en: string; zh: string }>> = {
		kept: { en: 'This statement was taken in before.', zh: '该流水已入库。' },
		faulty: {
			en: 'This statement was refused for its faults. Begin anew with the same file.',
			zh: '该流水因有错误未入库，请用同一文件重新开始。',
		},
		ended: { en: 'This statement was deleted.', zh: '该流水已删除。' },
	}
	throw new Refusal(row.state === 'kept' ? 'already' : 'wrong_state', words[row.state], { rule: 'F170' })
}

/** F181. Sets the clock of a report to the next end among its statements. */
export async function nextEnd(tx: Tx, report: string): Promise<Date | null> {
	const { rows } = await sql<{ at: Date | null }>`select min(until_at) as at from funds.statement
		where report_id = ${report} and ended_at is null`.execute(tx)
	return rows[0]?.at ?? null
}
