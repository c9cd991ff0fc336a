import { performs } from '../../act.ts'
import { newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { personAdd } from '../contract/people.ts'
import { bureauSubject, needAgency } from '../store.ts'

/** I18. A person in an agency's files, with no post and no keys yet. */
export const addPersonAct = performs(personAdd, {
	async load(tx, input) {
		const row = await needAgency(tx, input.agency)
		return { subject: bureauSubject(row), row, version: null }
	},
	async run({ tx, now }, agency, input) {
		const id = newId<'person'>(now.getTime())
		const added = await tx
			.insertInto('identity.person')
			.values({
				id,
				account: input.account,
				name_en: input.nameEn,
				name_zh: input.nameZh,
				sworn: input.sworn,
				agency_id: agency.id,
				locale: input.locale,
				left_at: null,
				demo: agency.demo,
			})
			.onConflict((conflict) => conflict.columns(['demo', 'account']).doNothing())
			.returning('version')
			.executeTakeFirst()
		if (added === undefined) throw accountTaken()
		return {
			output: { id, version: added.version },
			fact: { person: id, agency: agency.id, sworn: input.sworn },
			personal: { account: input.account, nameEn: input.nameEn, nameZh: input.nameZh },
			messages: [{ topic: 'identity.person.changed', resource: { type: 'Member', id }, body: { agency: agency.id } }],
		}
	},
})

function accountTaken(): Refusal {
	return new Refusal(
		'already',
		{ en: 'This account is taken. Choose another.', zh: '该账号已被使用，请换一个。' },
		{ rule: 'I18', field: 'account' },
	)
}
