import { sql } from 'kysely'
import { shows } from '#kernel/view.ts'
import { showCaller } from '../contract.ts'
import { spokenCode } from '../rules/plain.ts'
import { callSubject, needCall } from '../store/call.ts'

/** Names and numbers: only with a purpose, each look entered with the call it was of. */
export const showCallerDetail = shows(showCaller, {
	subject: async (tx, input) => callSubject(await needCall(tx, input.call, 'read')),
	show: async ({ tx }, input) => {
		const { rows } = await sql<{
			id: string
			incident_id: string | null
			caller_number: string | null
			call_back_number: string | null
			caller_name: string | null
			safe_to_call: boolean | null
			follow_code: string | null
		}>`select c.id, c.incident_id, c.caller_number, c.call_back_number, c.caller_name, c.safe_to_call,
				(select i.follow_code from dispatch.incident i where i.id = c.incident_id) as follow_code
			from dispatch.call c where c.id = ${input.call}`.execute(tx)
		const row = rows[0]
		return {
			output: {
				call: input.call,
				number: row?.caller_number ?? null,
				callBackNumber: row?.call_back_number ?? null,
				name: row?.caller_name ?? null,
				safeToCall: row?.safe_to_call ?? null,
				followCode: row?.follow_code == null ? null : spokenCode(row.follow_code),
			},
			records: [{ type: 'Call', id: input.call }],
			matter: row?.incident_id ?? input.call,
		}
	},
})
