import { performs } from '../../act.ts'
import { sessionLock } from '../contract/session.ts'
import { needSession, sessionSubject } from '../store.ts'

/** I9. Locks this desk. */
export const lockSessionAct = performs(sessionLock, {
	async load(tx, _input, who) {
		const row = await needSession(tx, who.session)
		return { subject: sessionSubject(row), row, version: null }
	},
	async run({ tx, now }, row) {
		await tx.updateTable('identity.session').set({ locked_at: now }).where('id', '=', row.id).execute()
		return {
			output: { id: row.id },
			fact: { session: row.id },
			messages: [{ topic: 'identity.session.locked', resource: { type: 'Session', id: row.id }, body: {} }],
		}
	},
})
