import { performs } from '../../act.ts'
import { notFound, Refusal } from '../../refusal.ts'
import { sessionClose } from '../contract/session.ts'
import { endSession, findHolds } from '../sessions.ts'
import { needSession, sessionSubject } from '../store.ts'

/** I4, I6. Signing out: refused while the desk holds live work. */
export const closeSessionAct = performs(sessionClose, {
	async load(tx, input, who) {
		const row = await needSession(tx, input.session ?? who.session)
		if (row.person_id !== who.person) throw notFound('a session of someone else')
		return { subject: sessionSubject(row), row, version: null }
	},
	async run({ tx, now }, row) {
		if ((await findHolds(tx, row.id)).length > 0) throw holdsLiveWork()
		await endSession(tx, row.id, 'closed', now)
		return {
			output: { id: row.id },
			fact: { session: row.id },
			messages: [
				{ topic: 'identity.session.closed', resource: { type: 'Session', id: row.id }, body: { why: 'closed' } },
			],
		}
	},
})

/** I6. What a desk with live work answers to a sign-out or a switch of post. */
export function holdsLiveWork(): Refusal {
	return new Refusal(
		'wrong_state',
		{
			en: 'This desk holds a live call or an open emergency. Lock it and let a colleague take over, or finish first.',
			zh: '本席位有正在进行的通话或未结束的紧急警情，请锁定后由同事接管，或先处理完毕。',
		},
		{ rule: 'I6' },
	)
}
