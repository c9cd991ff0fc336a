import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { transferCall } from '../contract.ts'
import { loadCall } from '../store/call.ts'
import { callChanged, dropTimers, story, writeAll } from '../store/write.ts'
import { releaseDesk } from '../store/holds.ts'

/** D4. Handed on, with what was said to the other service; the call stays. */
export const performTransferCall = performs(transferCall, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call, input) => {
		const { tx, now } = context
		await stepMatter(tx, call.id, 'transferred', { now })
		await releaseDesk(context, call.id)
		await writeAll(tx, [
			sql`update dispatch.call set settled = true, transferred_to = ${input.to}, version = version + 1 where id = ${call.id}`,
			dropTimers(call.id, ['answer'], now),
			story(context, { act: transferCall.name, call: call.id, text: input.words, fact: { to: input.to } }),
		])
		const version = call.version + 1
		return {
			output: { call: call.id, state: 'transferred' as const, version },
			fact: { to: input.to },
			personal: { words: input.words },
			messages: [callChanged(call.id, 'transferred', version)],
			matter: call.id,
		}
	},
})
