import { randomBytes } from 'node:crypto'
import { shows } from '../../view.ts'
import { keysPrepare } from '../contract/keys.ts'
import { newChallenge } from '../keys/challenge.ts'
import { algorithms, rpIdOf } from '../keys/passkey.ts'
import { newTotpSecret } from '../keys/totp.ts'
import { needOrganisation, organisationSubject } from '../store.ts'
import { macKey } from '../token.ts'

/** I13, I15. A challenge and a secret, both fresh and kept nowhere. */
export const prepareKeys = shows(keysPrepare, {
	async subject(tx) {
		return organisationSubject(await needOrganisation(tx))
	},
	async show({ tx, now }) {
		const { origin } = await needOrganisation(tx)
		return {
			output: {
				challenge: newChallenge(await macKey(tx), now),
				rpId: origin === null ? null : rpIdOf(origin),
				rpName: 'Seawall 海堤',
				userHandle: randomBytes(16).toString('base64url'),
				algorithms,
				totpSecret: newTotpSecret(),
			},
		}
	},
})
