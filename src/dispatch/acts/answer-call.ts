import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { answerCall } from '../contract.ts'
import { ownTime } from '../rules/plain.ts'
import { loadCall } from '../store/call.ts'
import { callChanged, meetTimers, story, writeAll } from '../store/write.ts'
import { holdDesk } from '../store/holds.ts'

/** D1, D9. The answer time is measured from the ring. */
export const performAnswerCall = performs(answerCall, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call, input) => {
		const { tx, now } = context
		const at = ownTime(input.at, now, call.rangAt)
		await stepMatter(tx, call.id, 'live', { now })
		await holdDesk(context, call.id)
		await writeAll(tx, [
			sql`update dispatch.call set answered_at = coalesce(answered_at, ${at}), version = version + 1 where id = ${call.id}`,
			meetTimers(call.id, ['answer'], at),
			story(context, { act: answerCall.name, call: call.id, at }),
		])
		const version = call.version + 1
		return {
			output: { call: call.id, state: 'live' as const, version },
			fact: { seconds: Math.round((at.getTime() - call.rangAt.getTime()) / 1000) },
			messages: [callChanged(call.id, 'live', version)],
			matter: call.id,
		}
	},
})
