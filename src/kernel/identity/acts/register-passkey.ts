import { performs } from '../../act.ts'
import { passkeyRegister } from '../contract/keys.ts'
import { badPasskey } from '../first-keys.ts'
import { keepPasskey, originOf } from '../keys/passkey.ts'
import { memberSubject, ownFile } from '../store.ts'

/** I15. One more passkey of one's own. */
export const registerPasskeyAct = performs(passkeyRegister, {
	async load(tx, _input, who) {
		const row = await ownFile(tx, who)
		return { subject: memberSubject(row), row, version: null }
	},
	async run({ tx, now }, row, input) {
		const origin = await originOf(tx)
		const id = origin === null || row.demo ? null : await keepPasskey(tx, row.id, input, origin, now)
		if (id === null) throw badPasskey()
		return { output: { id }, fact: { person: row.id, passkey: id } }
	},
})
