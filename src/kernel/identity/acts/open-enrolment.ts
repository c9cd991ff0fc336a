import { performs } from '../../act.ts'
import { enrolmentOpen } from '../contract/keys.ts'
import { enrolmentLimit } from '../limits.ts'
import { memberSubject, needPerson } from '../store.ts'
import { hashOf, newToken } from '../token.ts'
import { mustNotBeSelf, mustServe } from './refusals.ts'

/** I25. A one-time code by which a person makes keys of their own; an earlier code dies. */
export const openEnrolmentAct = performs(enrolmentOpen, {
	async load(tx, input) {
		const row = await needPerson(tx, input.person, true)
		return { subject: memberSubject(row), row, version: null }
	},
	async run({ tx, who, now }, row) {
		mustNotBeSelf(who, row.id)
		mustServe(row)
		const code = newToken()
		const expires = new Date(now.getTime() + enrolmentLimit)
		const kept = { code_hash: hashOf(code), opened_at: now, expires_at: expires }
		await tx
			.insertInto('identity.enrolment')
			.values({ person_id: row.id, ...kept })
			.onConflict((conflict) => conflict.column('person_id').doUpdateSet(kept))
			.execute()
		return { output: { code, until: expires.toISOString() }, fact: { person: row.id } }
	},
})
