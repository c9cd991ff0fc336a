import { performs } from '../../act.ts'
import { personLeave } from '../contract/people.ts'
import { endSessionsOf } from '../sessions.ts'
import { memberSubject, needPerson } from '../store.ts'
import { mustNotBeSelf, mustServe } from './refusals.ts'

/** I26. Someone has left: sessions end, posts end, keys are deleted. The name stays for what they did. */
export const leavePersonAct = performs(personLeave, {
	async load(tx, input) {
		const row = await needPerson(tx, input.person, true)
		return { subject: memberSubject(row), row, version: row.version }
	},
	async run({ tx, who, now }, row) {
		mustNotBeSelf(who, row.id)
		mustServe(row)
		const version = row.version + 1
		await tx.updateTable('identity.person').set({ left_at: now, version }).where('id', '=', row.id).execute()
		const sessions = await endSessionsOf(tx, row.id, null, 'revoked', now)
		const posts = await tx
			.updateTable('identity.post')
			.set((set) => ({ until_at: now, version: set('version', '+', 1) }))
			.where('person_id', '=', row.id)
			.where('from_at', '<', now)
			.where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
			.returning('id')
			.execute()
		for (const table of ['identity.password', 'identity.totp', 'identity.passkey', 'identity.enrolment'] as const) {
			await tx.deleteFrom(table).where('person_id', '=', row.id).execute()
		}
		return {
			output: { id: row.id, version },
			fact: { person: row.id, sessions, posts: posts.map((post) => post.id) },
			messages: [{ topic: 'identity.person.changed', resource: { type: 'Member', id: row.id }, body: { left: true } }],
		}
	},
})
