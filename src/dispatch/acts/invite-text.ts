import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { inviteText, outwardState } from '../contract.ts'
import { codeFrom, spokenCode } from '../rules/plain.ts'
import { loadCall } from '../store/call.ts'
import { tellCaller } from '../store/outward.ts'
import { callChanged, story, writeAll } from '../store/write.ts'

/** D284. A code to write by for a caller on the line, carried to them by hand only where that is safe (D193). */
export const performInviteText = performs(inviteText, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call) => {
		const { tx, now } = context
		if (call.state !== 'live' && call.state !== 'ended' && call.state !== 'abandoned')
			throw new Refusal(
				'wrong_state',
				{ en: 'Only a call on the queue can go on by writing.', zh: '只有待处理的来电才能改用文字。' },
				{ rule: 'D284', extra: { state: call.state } },
			)
		const fresh = codeFrom(randomBytes(10))
		const { rows } = await sql<{ code: string; told: boolean }>`
			update dispatch.call set text_code = coalesce(text_code, ${fresh}), version = version + 1 where id = ${call.id}
			returning text_code as code, exists (select from dispatch.outward o where o.call_id = ${call.id}
				and o.kind = 'write_here' and o.state <> 'withheld') as told`.execute(tx)
		if (rows[0]?.told === true)
			throw new Refusal(
				'already',
				{ en: 'The caller was told where to write.', zh: '已经告知报警人在哪里写。' },
				{ rule: 'D284' },
			)
		await writeAll(tx, [
			tellCaller({ call: call.id }, 'write_here', now),
			story(context, { act: inviteText.name, call: call.id, incident: call.incident }),
		])
		const told = await sql<{ state: string }>`select state from dispatch.outward where call_id = ${call.id}
			and kind = 'write_here' order by at desc, id desc limit 1`.execute(tx)
		const version = call.version + 1
		const message = outwardState.parse(told.rows[0]?.state ?? 'withheld')
		return {
			output: { call: call.id, version, code: spokenCode(rows[0]?.code ?? fresh), message },
			fact: { call: call.id, message },
			messages: [callChanged(call.id, call.state, version)],
			matter: call.id,
		}
	},
})
