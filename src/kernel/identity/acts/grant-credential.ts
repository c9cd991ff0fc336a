import { performs } from '../../act.ts'
import { newId } from '../../ids.ts'
import { credentialGrant } from '../contract/people.ts'
import { memberSubject, needPerson } from '../store.ts'
import { mustNotBeSelf, mustServe, spanOf } from './refusals.ts'

/** I1, I18. A credential in currency from..until; it always has an end. */
export const grantCredentialAct = performs(credentialGrant, {
	async load(tx, input) {
		const row = await needPerson(tx, input.person)
		return { subject: memberSubject(row), row, version: null }
	},
	async run({ tx, who, now }, person, input) {
		mustNotBeSelf(who, person.id)
		mustServe(person)
		const { from, until } = spanOf(input, now)
		const id = newId<'credential'>(now.getTime())
		await tx
			.insertInto('identity.credential')
			.values({ id, person_id: person.id, kind: input.kind, from_at: from, until_at: until })
			.execute()
		return {
			output: { id, version: 1 },
			fact: { credential: id, person: person.id, kind: input.kind, from: from.toISOString(), until: input.until },
			messages: [
				{ topic: 'identity.person.changed', resource: { type: 'Member', id: person.id }, body: { credential: id } },
			],
		}
	},
})
