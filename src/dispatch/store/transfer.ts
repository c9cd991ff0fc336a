import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { CallOf } from './call.ts'

/** The hand-on of a call that is not acknowledged yet. @throws Refusal `wrong_state` */
export async function mustBeHandedOn(
	tx: Tx,
	call: Pick<CallOf, 'id' | 'state'>,
): Promise<{ readonly id: string; readonly to: string; readonly at: Date }> {
	const { rows } = await sql<{ id: string; to: string; at: Date }>`
		select id, to_service as to, at from dispatch.transfer
		where call_id = ${call.id} and acknowledged_at is null and returned_at is null`.execute(tx)
	const row = rows[0]
	if (call.state === 'transferred' && row !== undefined) return row
	throw new Refusal(
		'wrong_state',
		{ en: 'It does not wait for another service.', zh: '该来电没有在等其他部门确认。' },
		{ rule: 'D196', extra: { state: call.state } },
	)
}
