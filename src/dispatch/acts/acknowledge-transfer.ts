import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { acknowledgeTransfer } from '../contract.ts'
import { ownTime } from '../rules/plain.ts'
import { loadCall } from '../store/call.ts'
import { tellCaller } from '../store/outward.ts'
import { announcePhoto, mustComeBack } from '../store/carried.ts'
import { mustBeHandedOn } from '../store/transfer.ts'
import { callChanged, meetTimers, story, writeAll } from '../store/write.ts'

/** D196. Their number and their time, as they say them; the caller's thread says that it was taken over. */
export const performAcknowledgeTransfer = performs(acknowledgeTransfer, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call, { reference, photo, at: given }) => {
		const { tx, now } = context
		const open = await mustBeHandedOn(tx, call)
		mustComeBack({ reference, photo })
		const at = ownTime(given, now, open.at)
		await announcePhoto(tx, call.id, { photo })
		await stepMatter(tx, call.id, 'taken_over', { now })
		await writeAll(tx, [
			sql`update dispatch.transfer set acknowledged_at = ${at}, reference = ${reference ?? null}::text,
				photo = decode(${photo?.sha256 ?? null}::text, 'hex') where id = ${open.id}`,
			sql`update dispatch.call set version = version + 1 where id = ${call.id}`,
			meetTimers(call.id, ['transfer'], at),
			story(context, {
				act: acknowledgeTransfer.name,
				call: call.id,
				fact: { to: open.to, reference: reference ?? null },
			}),
			tellCaller({ call: call.id }, 'taken_over', now),
		])
		const version = call.version + 1
		return {
			output: { call: call.id, state: 'taken_over' as const, version },
			fact: { to: open.to, reference: reference ?? null, photo: photo?.sha256 ?? null, at: at.toISOString() },
			messages: [callChanged(call.id, 'taken_over', version)],
			matter: call.id,
		}
	},
})
