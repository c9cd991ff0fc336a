import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { notFound } from '#kernel/refusal.ts'
import { finishOutward } from '../contract.ts'
import { ownTime } from '../rules/plain.ts'
import { announcePhoto } from '../store/carried.ts'
import { loadCall } from '../store/call.ts'
import { callChanged, story } from '../store/write.ts'

/** D194. */
export const performFinishOutward = performs(finishOutward, {
	load: async (tx, input) => ({ ...(await loadCall(tx, input.call)), version: null }),
	run: async (context, call, { message, outcome, reference, photo, at: given }) => {
		const { tx, now } = context
		const { rows } = await sql<{ kind: string; at: Date }>`select kind, at from dispatch.outward
			where id = ${message} and call_id = ${call.id} and state = 'waiting' for update`.execute(tx)
		const row = rows[0]
		if (row === undefined) throw notFound(`message ${message} does not wait`)
		const at = ownTime(given, now, row.at)
		await announcePhoto(tx, call.id, { photo })
		await sql`update dispatch.outward set state = ${outcome}, done_at = ${at}, reference = ${reference ?? null}::text,
			photo = decode(${photo?.sha256 ?? null}::text, 'hex') where id = ${message}`.execute(tx)
		await story(context, { act: finishOutward.name, call: call.id, fact: { kind: row.kind, outcome } }).execute(tx)
		return {
			output: { message, state: outcome },
			fact: {
				message,
				kind: row.kind,
				outcome,
				at: at.toISOString(),
				reference: reference ?? null,
				photo: photo?.sha256 ?? null,
			},
			messages: [callChanged(call.id, call.state, call.version)],
			matter: call.id,
		}
	},
})
