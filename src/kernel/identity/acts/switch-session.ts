import { performs } from '../../act.ts'
import { sessionSwitch } from '../contract/session.ts'
import { endSession, findHolds, moveHolds, openSession } from '../sessions.ts'
import { needSession, sessionSubject } from '../store.ts'
import { holdsLiveWork } from './close-session.ts'

/** I10. Another post or language is a new session with a new token; the old one ends, and the absolute end stays. */
export const switchSessionAct = performs(sessionSwitch, {
	async load(tx, _input, who) {
		const row = await needSession(tx, who.session)
		return { subject: sessionSubject(row), row, version: null }
	},
	async run({ tx, who, now }, row, input) {
		const post = input.post ?? row.post_id
		if (post !== row.post_id && (await findHolds(tx, row.id)).length > 0) throw holdsLiveWork()
		const old = await tx
			.selectFrom('identity.session')
			.select(['method', 'expires_at'])
			.where('id', '=', row.id)
			.executeTakeFirstOrThrow()
		const wanted = {
			person: row.person_id,
			post,
			method: old.method,
			locale: input.locale ?? who.locale,
			until: old.expires_at,
		}
		const { id, agency, output } = await openSession(tx, wanted, now)
		await moveHolds(tx, row.id, id)
		await endSession(tx, row.id, 'switched', now)
		if (input.locale !== undefined) {
			await tx.updateTable('identity.person').set({ locale: input.locale }).where('id', '=', row.person_id).execute()
		}
		return {
			output,
			fact: { from: row.id, session: id, post: output.post, agency },
			messages: [
				{
					topic: 'identity.session.switched',
					resource: { type: 'Session', id },
					body: { from: row.id, post: output.post },
				},
			],
		}
	},
})
