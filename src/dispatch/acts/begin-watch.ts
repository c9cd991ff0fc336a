import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { beginWatch } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { findWatch, lockWatches } from '../store/watch.ts'
import { watchChanged } from '../store/write.ts'

/** D210, D211. The database gives the new watch what its desk has open and nobody holds. */
export const performBeginWatch = performs(beginWatch, {
	load: async (tx, _input, who) => {
		await lockWatches(tx)
		return { subject: deskSubject(who.bureau), row: await findWatch(tx, who.bureau, who.person), version: null }
	},
	run: async ({ tx, who, now }, standing) => {
		if (standing !== null)
			throw new Refusal(
				'already',
				{ en: 'You stand watch at this desk already.', zh: '您已在本席位上岗。' },
				{ rule: 'D210' },
			)
		const id = newId(now.getTime())
		await sql`insert into dispatch.watch (id, agency_id, person_id, post_kind, post_id, from_at)
			values (${id}, ${who.bureau}, ${who.person}, ${who.postKind}, ${who.post}, ${now})`.execute(tx)
		return {
			output: { watch: id, version: 1 },
			fact: { watch: id, desk: who.bureau },
			messages: [watchChanged(id, 'begun')],
		}
	},
})
