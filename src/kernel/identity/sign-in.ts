import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import { Refusal } from '../refusal.ts'
import type { Who } from '../who.ts'
import type { Keys } from './contract/shapes.ts'
import type { SessionMethod } from './contract/words.ts'
import { personOfAssertion } from './keys/passkey.ts'
import { isPassword, nobodysHash } from './keys/password.ts'
import { stepOfCode } from './keys/totp.ts'
import { needOrganisation } from './store.ts'
import { forgetFailures, mustWaitItsTurn } from './throttle.ts'

export type SignedIn = {
	readonly person: string
	/** Named by a demo sign-in only. */
	readonly post: string | null
	readonly method: SessionMethod
	readonly locale: 'en' | 'zh'
}

/** I11. One answer for every way keys may be wrong. */
export function wrongKeys(): Refusal {
	return new Refusal(
		'not_signed_in',
		{
			en: 'That does not match. Check the account, the password and the code, and try again.',
			zh: '账号、密码或动态口令不正确，请核对后重试。',
		},
		{ rule: 'I11' },
	)
}

/**
 * Whose keys these are. Waits imposed by earlier failures come first (I12); every mismatch is one and the same refusal and
 * costs the same time (I11).
 * @throws Refusal `not_signed_in` I11, `too_many` I12
 */
export async function needSignedIn(tx: Tx, keys: Keys, who: Who, now: Date): Promise<SignedIn> {
	await mustWaitItsTurn(tx, keys, who, now)
	const found = await findSignedIn(tx, keys, now)
	if (found === null) throw wrongKeys()
	await forgetFailures(tx, keys, who)
	return found
}

async function findSignedIn(tx: Tx, keys: Keys, now: Date): Promise<SignedIn | null> {
	if (keys.method === 'demo') return demoPerson(tx, keys.post, now)
	const person =
		keys.method === 'password' ? await personOfPassword(tx, keys, now) : await personOfAssertion(tx, keys, now)
	if (person === null) return null
	const row = await tx
		.selectFrom('identity.person')
		.select(['id', 'locale'])
		.where('id', '=', person)
		.where('demo', '=', false)
		.where('left_at', 'is', null)
		.executeTakeFirst()
	return row === undefined ? null : { person: row.id, post: null, method: keys.method, locale: row.locale }
}

/** I16. A demo person's post, while the organisation is a demo. */
async function demoPerson(tx: Tx, post: string, now: Date): Promise<SignedIn | null> {
	const { mode } = await needOrganisation(tx)
	if (mode !== 'demo') return null
	const row = await tx
		.selectFrom('identity.post as h')
		.innerJoin('identity.person as p', 'p.id', 'h.person_id')
		.select(['p.id', 'p.locale'])
		.where('h.id', '=', post)
		.where('h.from_at', '<=', now)
		.where((where) => where.or([where('h.until_at', 'is', null), where('h.until_at', '>', now)]))
		.where('p.demo', '=', true)
		.executeTakeFirst()
	return row === undefined ? null : { person: row.id, post, method: 'demo', locale: row.locale }
}

/** The person with this password and a fresh code of theirs; null when either is wrong. */
async function personOfPassword(
	tx: Tx,
	keys: Extract<Keys, { method: 'password' }>,
	now: Date,
): Promise<string | null> {
	const row = await tx
		.selectFrom('identity.person as p')
		.leftJoin('identity.password as w', 'w.person_id', 'p.id')
		.leftJoin('identity.totp as t', 't.person_id', 'p.id')
		.select(['p.id', 'w.hash', 't.secret', 't.last_step'])
		.where('p.account', '=', keys.account)
		.where('p.demo', '=', false)
		.executeTakeFirst()
	const right = await isPassword(keys.password, row?.hash ?? (await nobodysHash()))
	const step = stepOfCode(row?.secret ?? nobodysSecret, keys.code, row?.last_step ?? 0, now)
	if (row === undefined || row.secret === null || row.hash === null || !right || step === null) return null
	// Two tries with one code at the same moment: the second finds the step taken.
	const { rows } = await sql`update identity.totp set last_step = ${step}
		where person_id = ${row.id} and last_step < ${step} returning 1 as one`.execute(tx)
	return rows.length === 1 ? row.id : null
}

/** A secret of nobody: an account without one costs the same time. */
const nobodysSecret = 'A'.repeat(32)
