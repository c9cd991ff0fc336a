import { performs } from '../../act.ts'
import { passwordSet } from '../contract/keys.ts'
import { keepPassword } from '../first-keys.ts'
import { endSessionsOf } from '../sessions.ts'
import { needSignedIn, wrongKeys } from '../sign-in.ts'
import { memberSubject, ownFile } from '../store.ts'
import { countFailure } from '../throttle.ts'

/** I14. A new password, on the old keys; the person's other sessions end. */
export const setPasswordAct = performs(passwordSet, {
	async load(tx, _input, who) {
		const row = await ownFile(tx, who)
		return { subject: memberSubject(row), row, version: null }
	},
	async run({ tx, who, now }, row, input) {
		const shown = await needSignedIn(tx, input.keys, who, now)
		if (shown.person !== row.id || shown.method === 'demo') throw wrongKeys()
		await keepPassword(tx, row.id, input.password, now)
		const ended = await endSessionsOf(tx, row.id, who.session, 'keys_changed', now)
		return { output: {}, fact: { person: row.id, ended } }
	},
	refused: (tx, who, input, refusal, now) => countFailure(tx, input.keys, who, refusal, now),
})
