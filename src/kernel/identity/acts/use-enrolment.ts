import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { enrolmentUse } from '../contract/keys.ts'
import { keepFirstKeys } from '../first-keys.ts'
import { endSessionsOf } from '../sessions.ts'
import { needOrganisation, organisationSubject } from '../store.ts'
import { hashOf } from '../token.ts'

/** I25. The code is used up and the person has keys of their own; whoever was signed in as them is not any more. */
export const useEnrolmentAct = performs(enrolmentUse, {
	async load(tx) {
		const row = await needOrganisation(tx)
		return { subject: organisationSubject(row), row, version: null }
	},
	async run({ tx, now }, organisation, input) {
		const taken = await tx
			.deleteFrom('identity.enrolment')
			.where('code_hash', '=', hashOf(input.code))
			.returning(['person_id', 'expires_at'])
			.executeTakeFirst()
		const person =
			taken === undefined || taken.expires_at <= now
				? undefined
				: await tx
						.selectFrom('identity.person')
						.select(['id', 'account'])
						.where('id', '=', taken.person_id)
						.where('demo', '=', false)
						.where('left_at', 'is', null)
						.executeTakeFirst()
		if (person === undefined) throw deadCode()
		await keepFirstKeys(tx, person.id, input.firstKeys, organisation.origin, now)
		const ended = await endSessionsOf(tx, person.id, null, 'keys_changed', now)
		return {
			output: { account: person.account },
			fact: { person: person.id, method: input.firstKeys.method, ended },
		}
	},
})

function deadCode(): Refusal {
	return new Refusal(
		'invalid',
		{
			en: 'This code is not good (any more). Ask your administrator for a new one.',
			zh: '设置码无效或已过期，请向系统管理员索取新的设置码。',
		},
		{ rule: 'I25', field: 'code' },
	)
}
