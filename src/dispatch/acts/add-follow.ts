import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { addFollow } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { needFollowed } from '../store/follow.ts'
import { callChanged, incidentChanged, story, writeAll, type Write } from '../store/write.ts'

/** D33, D195. Whoever holds the code may add; those who have it in hand hear of it. A wrong code and none are the same answer. */
export const performAddFollow = performs(addFollow, {
	load: async (tx, input) => {
		const row = await needFollowed(tx, input.code)
		return { subject: deskSubject(row.desk), row, version: null }
	},
	run: async (context, { kind, id, state, version }, input) => {
		const about: Readonly<Record<string, string>> = kind === 'incident' ? { incident: id } : { call: id }
		const writes: Write[] = [story(context, { act: addFollow.name, [kind]: id, text: input.text })]
		if (input.safeToCall !== undefined) {
			const which =
				kind === 'call'
					? sql`id = ${id}`
					: sql`id = (select c.id from dispatch.call c where c.incident_id = ${id} order by c.rang_at limit 1)`
			writes.push(
				sql`update dispatch.call set safe_to_call = ${input.safeToCall}, version = version + 1 where ${which}`,
			)
		}
		await writeAll(context.tx, writes)
		return {
			output: { at: context.now.toISOString() },
			fact: about,
			personal: { text: input.text },
			messages: [kind === 'incident' ? incidentChanged(id, state, version) : callChanged(id, state, version + 1)],
			matter: id,
		}
	},
})
