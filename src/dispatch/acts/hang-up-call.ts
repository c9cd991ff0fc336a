import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type CallState, hangUpCall } from '../contract.ts'
import { ownTime } from '../rules/plain.ts'
import { loadCall } from '../store/call.ts'
import { callChanged, dropTimers, story, writeAll } from '../store/write.ts'
import { releaseDesk } from '../store/holds.ts'

/** D2. Before anything is known the call is abandoned and stays on the queue; an attached call only ends its line. */
export const performHangUpCall = performs(hangUpCall, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call, input) => {
		const { tx, now } = context
		const at = ownTime(input.at, now, call.answeredAt ?? call.rangAt)
		if (call.endedAt !== null && call.state !== 'live')
			throw new Refusal(
				'already',
				{ en: 'The line is over already.', zh: '线路已经挂断。' },
				{ rule: 'D2', extra: { at: call.endedAt.toISOString() } },
			)
		const settled =
			call.state === 'attached' ||
			call.state === 'transferred' ||
			call.state === 'taken_over' ||
			call.state === 'closed_without_incident'
		const state: CallState = settled ? call.state : call.known && call.answeredAt !== null ? 'ended' : 'abandoned'
		if (!settled) await stepMatter(tx, call.id, state, { now })
		await releaseDesk(context, call.id)
		await writeAll(tx, [
			sql`update dispatch.call set ended_at = ${at}, version = version + 1 where id = ${call.id}`,
			dropTimers(call.id, ['answer'], now),
			story(context, { act: hangUpCall.name, call: call.id, incident: call.incident, at, fact: { state } }),
		])
		const version = call.version + 1
		return {
			output: { call: call.id, state, version },
			fact: { state },
			messages: [callChanged(call.id, state, version)],
			matter: call.id,
		}
	},
})
