import { performs } from '../../act.ts'
import { notFound, Refusal } from '../../refusal.ts'
import { passkeyRemove } from '../contract/keys.ts'
import { endSessionsOf } from '../sessions.ts'
import { memberSubject, ownFile } from '../store.ts'

/** I15. A passkey of one's own goes, unless it is the only way left to sign in; other sessions end. */
export const removePasskeyAct = performs(passkeyRemove, {
	async load(tx, _input, who) {
		const row = await ownFile(tx, who)
		return { subject: memberSubject(row), row, version: null }
	},
	async run({ tx, who, now }, row, input) {
		const mine = await tx.selectFrom('identity.passkey').select('id').where('person_id', '=', row.id).execute()
		if (!mine.some((one) => one.id === input.passkey)) throw notFound('not a passkey of this person')
		const code = await tx
			.selectFrom('identity.totp')
			.select('secret')
			.where('person_id', '=', row.id)
			.where('secret', 'is not', null)
			.executeTakeFirst()
		if (mine.length === 1 && code === undefined) throw lastKey()
		await tx.deleteFrom('identity.passkey').where('id', '=', input.passkey).execute()
		const ended = await endSessionsOf(tx, row.id, who.session, 'keys_changed', now)
		return { output: {}, fact: { person: row.id, passkey: input.passkey, ended } }
	},
})

function lastKey(): Refusal {
	return new Refusal(
		'wrong_state',
		{ en: 'This is your only way to sign in. Add another first.', zh: '这是您唯一的登录方式，请先添加其他方式。' },
		{ rule: 'I15' },
	)
}
