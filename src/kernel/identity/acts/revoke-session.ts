import { performs } from '../../act.ts'
import { sessionRevoke } from '../contract/session.ts'
import { endSession } from '../sessions.ts'
import { needSession, sessionSubject } from '../store.ts'

/** I4. Someone with the power ends another person's session at once, live work or not: it may be a stolen desk. */
export const revokeSessionAct = performs(sessionRevoke, {
	async load(tx, input) {
		const row = await needSession(tx, input.session)
		return { subject: sessionSubject(row), row, version: null }
	},
	async run({ tx, now }, row) {
		await endSession(tx, row.id, 'revoked', now)
		return {
			output: { id: row.id },
			fact: { session: row.id, person: row.person_id },
			messages: [
				{ topic: 'identity.session.closed', resource: { type: 'Session', id: row.id }, body: { why: 'revoked' } },
			],
		}
	},
})
