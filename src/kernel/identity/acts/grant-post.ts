import { performs } from '../../act.ts'
import { newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { postGrant } from '../contract/people.ts'
import { mayHold, mayStandAt } from '../rules/posts.ts'
import { bureauSubject, needAgency, needPerson } from '../store.ts'
import { mustNotBeSelf, mustServe, spanOf } from './refusals.ts'

/** I1, I18, I20. A post from..until. */
export const grantPostAct = performs(postGrant, {
	async load(tx, input) {
		const row = await needAgency(tx, input.agency)
		return { subject: bureauSubject(row), row, version: null }
	},
	async run({ tx, who, now }, agency, input) {
		const person = await needPerson(tx, input.person, true)
		mustNotBeSelf(who, person.id)
		mustServe(person)
		if (!mayHold(input.kind, person) || !mayStandAt(input.kind, agency)) throw notForThem()
		const { from, until } = spanOf(input, now)
		const id = newId<'post'>(now.getTime())
		await tx
			.insertInto('identity.post')
			.values({ id, person_id: person.id, agency_id: agency.id, kind: input.kind, from_at: from, until_at: until })
			.execute()
		return {
			output: { id, version: 1 },
			fact: {
				post: id,
				person: person.id,
				agency: agency.id,
				kind: input.kind,
				from: from.toISOString(),
				until: until?.toISOString() ?? null,
			},
			messages: [{ topic: 'identity.post.changed', resource: { type: 'Post', id }, body: { person: person.id } }],
		}
	},
})

function notForThem(): Refusal {
	return new Refusal(
		'not_permitted',
		{
			en: 'This post is for sworn officers only, or for auxiliaries only, or not for this kind of agency.',
			zh: '该岗位仅限民警、仅限辅警，或不适用于该类单位。',
		},
		{ rule: 'I20', field: 'kind' },
	)
}
