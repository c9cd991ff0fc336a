import { performs } from '../../act.ts'
import { notFound, Refusal } from '../../refusal.ts'
import { credentialEnd } from '../contract/people.ts'
import { memberSubject, needPerson } from '../store.ts'

/** I1. A credential ends now and takes its power with it. */
export const endCredentialAct = performs(credentialEnd, {
	async load(tx, input) {
		const row = await tx
			.selectFrom('identity.credential')
			.selectAll()
			.where('id', '=', input.credential)
			.forUpdate()
			.executeTakeFirst()
		if (row === undefined) throw notFound('no such credential')
		const person = await needPerson(tx, row.person_id)
		return { subject: memberSubject(person), row, version: row.version }
	},
	async run({ tx, now }, row) {
		if (row.until_at !== null && row.until_at <= now) {
			throw new Refusal('already', { en: 'This credential has ended.', zh: '该资格已终止。' }, { rule: 'I1' })
		}
		const version = row.version + 1
		const until = row.from_at < now ? now : new Date(row.from_at.getTime() + 1)
		await tx.updateTable('identity.credential').set({ until_at: until, version }).where('id', '=', row.id).execute()
		return {
			output: { id: row.id, version },
			fact: { credential: row.id, person: row.person_id, kind: row.kind },
			messages: [
				{
					topic: 'identity.person.changed',
					resource: { type: 'Member', id: row.person_id },
					body: { credential: row.id },
				},
			],
		}
	},
})
