import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { callBack } from '../contract.ts'
import { loadCall } from '../store/call.ts'
import { mustBeSafe } from '../store/outward.ts'
import { callChanged, story, writeAll } from '../store/write.ts'
import { holdDesk } from '../store/holds.ts'

/** D3, D193. Reached: the call is live again. Not reached: it stays on the queue with the attempt kept. */
export const performCallBack = performs(callBack, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call, input) => {
		const { tx, now } = context
		if (call.state !== 'abandoned' && call.state !== 'ended')
			throw new Refusal(
				'wrong_state',
				{ en: 'Only a call whose line is over can be called back.', zh: '挂断的来电才需要回拨。' },
				{ rule: 'D3', extra: { state: call.state } },
			)
		await mustBeSafe(tx, call.id)
		const reached = input.outcome === 'reached'
		const state = reached ? ('live' as const) : call.state
		if (reached) {
			await stepMatter(tx, call.id, 'live', { now })
			await holdDesk(context, call.id)
		}
		await writeAll(tx, [
			sql`update dispatch.call set version = version + 1${reached ? sql`, answered_at = coalesce(answered_at, ${now}), ended_at = null` : sql``}
				where id = ${call.id}`,
			story(context, { act: callBack.name, call: call.id, fact: { outcome: input.outcome } }),
		])
		const version = call.version + 1
		return {
			output: { call: call.id, state, version },
			fact: { outcome: input.outcome },
			messages: [callChanged(call.id, state, version)],
			matter: call.id,
		}
	},
})
