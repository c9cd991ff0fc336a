import { shows } from '../../view.ts'
import { keysShow } from '../contract/keys.ts'
import { memberSubject, needPerson } from '../store.ts'

/** I23. Which keys one has: labels and days, never the keys. */
export const showKeys = shows(keysShow, {
	async subject(tx, _input, who) {
		return memberSubject(await needPerson(tx, who.person))
	},
	async show({ tx, who }) {
		const mine = { person_id: who.person }
		const password = await tx
			.selectFrom('identity.password')
			.select('set_at')
			.where('person_id', '=', mine.person_id)
			.executeTakeFirst()
		const totp = await tx
			.selectFrom('identity.totp')
			.select('confirmed_at')
			.where('person_id', '=', mine.person_id)
			.where('secret', 'is not', null)
			.executeTakeFirst()
		const passkeys = await tx
			.selectFrom('identity.passkey')
			.select(['id', 'label', 'added_at'])
			.where('person_id', '=', mine.person_id)
			.orderBy('added_at')
			.execute()
		return {
			output: {
				password: password !== undefined,
				totp: totp !== undefined,
				passkeys: passkeys.map((key) => ({ id: key.id, label: key.label, addedAt: key.added_at.toISOString() })),
			},
		}
	},
})
