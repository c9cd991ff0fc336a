import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { transferCall } from '../contract.ts'
import { codeFrom, spokenCode } from '../rules/plain.ts'
import { textTimer } from '../rules/text.ts'
import { transferClock } from '../rules/tables.ts'
import { loadCall } from '../store/call.ts'
import { releaseDesk } from '../store/holds.ts'
import { callChanged, dropTimers, startTimer, story, writeAll } from '../store/write.ts'

/** D4, D195, D196. Handed on, with what was said to the other service; the call stays, until they have it or give it back. */
export const performTransferCall = performs(transferCall, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call, input) => {
		const { tx, now } = context
		const { seconds, rule } = transferClock(input.to)
		const dueAt = new Date(now.getTime() + seconds * 1000)
		// A call that came back and is handed on again keeps the code that was read out.
		const fresh = codeFrom(randomBytes(10))
		await stepMatter(tx, call.id, 'transferred', { now })
		await releaseDesk(context, call.id)
		const { rows } = await sql<{ follow_code: string }>`
			update dispatch.call set settled = true, transferred_to = ${input.to}, follow_code = coalesce(follow_code, ${fresh}),
				version = version + 1 where id = ${call.id} returning follow_code`.execute(tx)
		await writeAll(tx, [
			sql`insert into dispatch.transfer (id, call_id, to_service, at, due_at, rule)
				values (${newId(now.getTime())}, ${call.id}, ${input.to}, ${now}, ${dueAt}, ${rule})`,
			dropTimers(call.id, ['answer', textTimer], now),
			startTimer(call.id, { kind: 'transfer', from: now, seconds, rule }),
			story(context, { act: transferCall.name, call: call.id, text: input.words, fact: { to: input.to } }),
		])
		const version = call.version + 1
		return {
			output: {
				call: call.id,
				state: 'transferred' as const,
				version,
				followCode: spokenCode(rows[0]?.follow_code ?? fresh),
				dueAt: dueAt.toISOString(),
			},
			fact: { to: input.to, rule },
			personal: { words: input.words },
			messages: [callChanged(call.id, 'transferred', version)],
			matter: call.id,
		}
	},
})
