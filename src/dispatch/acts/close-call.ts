import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { closeCall } from '../contract.ts'
import { loadCall } from '../store/call.ts'
import { callChanged, dropTimers, given, story, writeAll } from '../store/write.ts'
import { releaseDesk } from '../store/holds.ts'

/** Attempts before a call may be closed as not reached (D3). */
const attempts = 3

/** D3. Never without a reason; "not reached" needs three attempts that stand in the story. */
export const performCloseCall = performs(closeCall, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call, input) => {
		const { tx, now } = context
		if (input.reason === 'not_reached_three_times') {
			const { rows } = await sql<{ n: number }>`select count(*)::int as n from dispatch.story
				where call_id = ${call.id} and act = 'dispatch.call.call-back'`.execute(tx)
			if ((rows[0]?.n ?? 0) < attempts)
				throw new Refusal(
					'not_now',
					{ en: 'Call back three times first; each attempt is kept.', zh: '先回拨三次，每次都要记下。' },
					{ rule: 'D3', field: 'reason', extra: { attempts: rows[0]?.n ?? 0 } },
				)
		}
		await stepMatter(tx, call.id, 'closed_without_incident', { now })
		await releaseDesk(context, call.id)
		await writeAll(tx, [
			sql`update dispatch.call set settled = true, close_reason = ${input.reason}, ended_at = coalesce(ended_at, ${now}),
				version = version + 1 where id = ${call.id}`,
			dropTimers(call.id, ['answer'], now),
			story(context, { act: closeCall.name, call: call.id, text: input.words, fact: { reason: input.reason } }),
		])
		const version = call.version + 1
		return {
			output: { call: call.id, state: 'closed_without_incident' as const, version },
			fact: { reason: input.reason },
			personal: given({ words: input.words }),
			messages: [callChanged(call.id, 'closed_without_incident', version)],
			matter: call.id,
		}
	},
})
