import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { totpConfirm } from '../contract/keys.ts'
import { badCode, keepTotp } from '../first-keys.ts'
import { stepOfCode } from '../keys/totp.ts'
import { endSessionsOf } from '../sessions.ts'
import { memberSubject, ownFile } from '../store.ts'

/** I13. A code of the new secret puts it in force; the person's other sessions end. */
export const confirmTotpAct = performs(totpConfirm, {
	async load(tx, _input, who) {
		const row = await ownFile(tx, who)
		return { subject: memberSubject(row), row, version: null }
	},
	async run({ tx, who, now }, row, input) {
		const kept = await tx
			.selectFrom('identity.totp')
			.select('next_secret')
			.where('person_id', '=', row.id)
			.forUpdate()
			.executeTakeFirst()
		const secret = kept?.next_secret ?? null
		if (secret === null) throw notBegun()
		const step = stepOfCode(secret, input.code, 0, now)
		if (step === null) throw badCode('code')
		await keepTotp(tx, row.id, secret, step, now)
		const ended = await endSessionsOf(tx, row.id, who.session, 'keys_changed', now)
		return { output: {}, fact: { person: row.id, ended } }
	},
})

function notBegun(): Refusal {
	return new Refusal(
		'wrong_state',
		{ en: 'No new secret is waiting. Begin the change first.', zh: '没有待确认的新密钥，请先开始更换。' },
		{ rule: 'I13' },
	)
}
