import { performs } from '../../act.ts'
import { sessionOpen } from '../contract/session.ts'
import { openSession } from '../sessions.ts'
import { needSignedIn } from '../sign-in.ts'
import { needOrganisation, organisationSubject } from '../store.ts'
import { countFailure } from '../throttle.ts'

/** I3, I11, I12, I16. Signing in. */
export const openSessionAct = performs(sessionOpen, {
	async load(tx) {
		const row = await needOrganisation(tx)
		return { subject: organisationSubject(row), row, version: null }
	},
	async run({ tx, who, now }, _row, input) {
		const { person, post, method, locale } = await needSignedIn(tx, input.keys, who, now)
		const wanted = { person, post: post ?? input.post ?? null, method, locale: input.locale ?? locale }
		const { id, agency, output } = await openSession(tx, wanted, now)
		return {
			output,
			fact: { session: id, person, post: output.post, agency, method },
			messages: [{ topic: 'identity.session.opened', resource: { type: 'Session', id }, body: { post: output.post } }],
		}
	},
	refused: (tx, who, input, refusal, now) => countFailure(tx, input.keys, who, refusal, now),
})
