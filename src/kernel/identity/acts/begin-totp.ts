import { performs } from '../../act.ts'
import { totpBegin } from '../contract/keys.ts'
import { needSignedIn, wrongKeys } from '../sign-in.ts'
import { memberSubject, ownFile } from '../store.ts'
import { countFailure } from '../throttle.ts'

/** I13. A new secret waits beside the old one until a code confirms it. */
export const beginTotpAct = performs(totpBegin, {
	async load(tx, _input, who) {
		const row = await ownFile(tx, who)
		return { subject: memberSubject(row), row, version: null }
	},
	async run({ tx, who, now }, row, input) {
		const shown = await needSignedIn(tx, input.keys, who, now)
		if (shown.person !== row.id || shown.method === 'demo') throw wrongKeys()
		await tx
			.insertInto('identity.totp')
			.values({ person_id: row.id, secret: null, next_secret: input.totpSecret, confirmed_at: null })
			.onConflict((conflict) => conflict.column('person_id').doUpdateSet({ next_secret: input.totpSecret }))
			.execute()
		return { output: {}, fact: { person: row.id } }
	},
	refused: (tx, who, input, refusal, now) => countFailure(tx, input.keys, who, refusal, now),
})
