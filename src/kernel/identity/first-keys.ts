import type { Tx } from '../db/schema.ts'
import { Refusal } from '../refusal.ts'
import type { FirstKeys } from './contract/shapes.ts'
import { keepPasskey } from './keys/passkey.ts'
import { hashPassword } from './keys/password.ts'
import { stepOfCode } from './keys/totp.ts'

/** I25. Keeps a person's first keys, replacing any of the same kind. `origin`: the organisation's, for a passkey. */
export async function keepFirstKeys(
	tx: Tx,
	person: string,
	keys: FirstKeys,
	origin: string | null,
	now: Date,
): Promise<void> {
	if (keys.method === 'passkey') {
		const kept = origin === null ? null : await keepPasskey(tx, person, keys, origin, now)
		if (kept === null) throw badPasskey()
		return
	}
	const step = stepOfCode(keys.totpSecret, keys.code, 0, now)
	if (step === null) throw badCode('firstKeys/code')
	await keepPassword(tx, person, keys.password, now)
	await keepTotp(tx, person, keys.totpSecret, step, now)
}

export async function keepPassword(tx: Tx, person: string, password: string, now: Date): Promise<void> {
	const hash = await hashPassword(password)
	await tx
		.insertInto('identity.password')
		.values({ person_id: person, hash, set_at: now })
		.onConflict((conflict) => conflict.column('person_id').doUpdateSet({ hash, set_at: now }))
		.execute()
}

export async function keepTotp(tx: Tx, person: string, secret: string, step: number, now: Date): Promise<void> {
	const kept = { secret, next_secret: null, confirmed_at: now, last_step: step }
	await tx
		.insertInto('identity.totp')
		.values({ person_id: person, ...kept })
		.onConflict((conflict) => conflict.column('person_id').doUpdateSet(kept))
		.execute()
}

export function badCode(field: string): Refusal {
	return new Refusal(
		'invalid',
		{
			en: 'The code does not fit the secret. Check the clock of your phone and send the newest code.',
			zh: '动态口令不匹配，请检查手机时间并输入最新口令。',
		},
		{ rule: 'I13', field },
	)
}

export function badPasskey(): Refusal {
	return new Refusal(
		'invalid',
		{
			en: 'The passkey could not be checked. Ask for a new challenge and try again, from the address people open.',
			zh: '通行密钥校验未通过，请在正式访问地址重新获取挑战值后再试。',
		},
		{ rule: 'I15' },
	)
}
