import { performs } from '../../act.ts'
import { sessionUnlock } from '../contract/session.ts'
import { endSession, moveHolds, openSession } from '../sessions.ts'
import { needSignedIn, wrongKeys } from '../sign-in.ts'
import { needSession, sessionSubject } from '../store.ts'
import { countFailure } from '../throttle.ts'

/** I9. The same person shows their keys again: a new token, a new twelve hours, the same live work. */
export const unlockSessionAct = performs(sessionUnlock, {
	async load(tx, _input, who) {
		const row = await needSession(tx, who.session)
		return { subject: sessionSubject(row), row, version: null }
	},
	async run({ tx, who, now }, row, input) {
		const { person, method } = await needSignedIn(tx, input.keys, who, now)
		if (person !== row.person_id) throw wrongKeys()
		const wanted = { person, post: row.post_id, method, locale: who.locale }
		const { id, output } = await openSession(tx, wanted, now)
		await moveHolds(tx, row.id, id)
		await endSession(tx, row.id, 'switched', now)
		return {
			output,
			fact: { from: row.id, session: id, post: output.post, method },
			messages: [
				{
					topic: 'identity.session.unlocked',
					resource: { type: 'Session', id },
					body: { from: row.id, post: output.post },
				},
			],
		}
	},
	refused: (tx, who, input, refusal, now) => countFailure(tx, input.keys, who, refusal, now),
})
