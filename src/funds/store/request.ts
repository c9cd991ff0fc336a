import { sql } from 'kysely'
import type { ActContext, Done } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { type RequestField, requestChanged, requestKind, requestResource, requestState } from '../contract.ts'
import type { RequestState } from '../contract.ts'

/** F190. A request to a bank, as an act needs it. */
export type RequestOf = {
	readonly id: string
	readonly number: string
	readonly report: string
	readonly agency: string
	readonly kind: 'statement' | 'field'
	readonly field: RequestField | null
	readonly account: string | null
	readonly payment: string | null
	readonly drafter: string
	readonly state: RequestState
	readonly version: number
}

/** Loads and locks. @throws Refusal `not_found` */
export async function loadRequest(tx: Tx, id: string) {
	const { rows } = await sql<Omit<RequestOf, 'kind' | 'state'> & { kind: string; state: string }>`
		select id, number, report_id as report, agency_id as agency, kind, field, account_id as account, payment_id as payment,
			drafted_by as drafter, state, version from funds.request where id = ${id} for update`.execute(tx)
	const found = rows[0]
	if (found === undefined) throw notFound(`request ${id}`)
	const row: RequestOf = { ...found, kind: requestKind.parse(found.kind), state: requestState.parse(found.state) }
	return { subject: requestSubject(row), row, version: row.version }
}

function requestSubject({ id, agency, drafter, state }: RequestOf): Subject {
	return { resource: requestResource, id, attributes: { agency, drafter, state } }
}

/** @throws Refusal `wrong_state` */
export function mustStand(row: RequestOf, ...states: readonly RequestState[]): void {
	if (states.includes(row.state)) return
	throw new Refusal(
		'wrong_state',
		{ en: 'The request no longer stands where this could be done.', zh: '该查询请求当前状态不能进行此操作。' },
		{ rule: 'F190' },
	)
}

/** What every act on a request tells the kernel. */
export function requestDone<O>(
	{ now }: Pick<ActContext, 'now'>,
	row: Pick<RequestOf, 'id' | 'report' | 'kind' | 'field'>,
	state: RequestState,
	output: O,
): Done<O> {
	return {
		output,
		fact: { request: row.id, kind: row.kind, field: row.field, state, at: now.toISOString() },
		messages: [{ topic: requestChanged, resource: { type: 'BankRequest', id: row.id }, body: { state } }],
		matter: row.report,
	}
}
