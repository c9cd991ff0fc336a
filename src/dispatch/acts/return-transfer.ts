import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { returnTransfer } from '../contract.ts'
import { loadCall } from '../store/call.ts'
import { tellCaller } from '../store/outward.ts'
import { mustBeHandedOn } from '../store/transfer.ts'
import { callChanged, dropTimers, story, writeAll } from '../store/write.ts'

/** D197. Not taken: it stands on the queue again, as a call whose line is over, and everything of it stays. */
export const performReturnTransfer = performs(returnTransfer, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call, { reason }) => {
		const { tx, now } = context
		const open = await mustBeHandedOn(tx, call)
		await stepMatter(tx, call.id, 'ended', { now })
		await writeAll(tx, [
			sql`update dispatch.transfer set returned_at = ${now}, returned_why = ${reason} where id = ${open.id}`,
			sql`update dispatch.call set settled = false, transferred_to = null, ended_at = coalesce(ended_at, ${now}), version = version + 1 where id = ${call.id}`,
			dropTimers(call.id, ['transfer'], now),
			story(context, { act: returnTransfer.name, call: call.id, text: reason, fact: { from: open.to } }),
			tellCaller({ call: call.id }, 'came_back', now),
		])
		const version = call.version + 1
		return {
			output: { call: call.id, state: 'ended' as const, version },
			fact: { from: open.to },
			personal: { reason },
			messages: [callChanged(call.id, 'ended', version)],
			matter: call.id,
		}
	},
})
