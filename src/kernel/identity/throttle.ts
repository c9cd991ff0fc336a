import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import { Refusal } from '../refusal.ts'
import type { Who } from '../who.ts'
import type { Keys } from './contract/shapes.ts'
import { afterFailure, type Throttle, type ThrottleKind, waitOf } from './rules/throttle.ts'
import { macKey, macOf } from './token.ts'

type Key = { readonly kind: ThrottleKind; readonly hash: Buffer }

/** What a try is counted under: the account or passkey named, and the address it came from. */
async function keysOf(tx: Tx, keys: Keys, who: Who): Promise<readonly Key[]> {
	const mac = await macKey(tx)
	const named = keys.method === 'password' ? keys.account : keys.method === 'passkey' ? keys.assertion.id : keys.post
	const account = { kind: 'account', hash: macOf(mac, 'throttle', keys.method, named) } as const
	return who.source === undefined ? [account] : [account, { kind: 'source', hash: macOf(mac, 'throttle', who.source) }]
}

async function find(tx: Tx, { kind, hash }: Key): Promise<Throttle | null> {
	const row = await tx
		.selectFrom('identity.throttle')
		.select(['failures', 'last_at', 'open_at'])
		.where('kind', '=', kind)
		.where('key_hash', '=', hash)
		.executeTakeFirst()
	return row === undefined
		? null
		: { failures: row.failures, lastAt: row.last_at.getTime(), openAt: row.open_at.getTime() }
}

/** I12. Refuses a try that comes too soon after failures. */
export async function mustWaitItsTurn(tx: Tx, keys: Keys, who: Who, now: Date): Promise<void> {
	let wait = 0
	for (const key of await keysOf(tx, keys, who)) wait = Math.max(wait, waitOf(await find(tx, key), now.getTime()))
	if (wait === 0) return
	const seconds = Math.ceil(wait / 1000)
	throw new Refusal(
		'too_many',
		{
			en: `Too many failed tries. Try again in ${seconds} s.`,
			zh: `失败次数过多，请在 ${seconds} 秒后重试。`,
		},
		{ rule: 'I12', extra: { retryAfter: seconds } },
	)
}

/** I12. Counts a failed try; called outside the transaction that refused it. Old rows go at the same time. */
export async function countFailure(tx: Tx, keys: Keys, who: Who, refusal: Refusal, now: Date): Promise<void> {
	if (refusal.code !== 'not_signed_in') return
	await tx
		.deleteFrom('identity.throttle')
		.where('last_at', '<', new Date(now.getTime() - 24 * 3_600_000))
		.execute()
	for (const key of await keysOf(tx, keys, who)) {
		const next = afterFailure(key.kind, await find(tx, key), now.getTime())
		const last = new Date(next.lastAt)
		const open = new Date(next.openAt)
		// Tries that fail at the same moment each count.
		await sql`insert into identity.throttle as t (kind, key_hash, failures, last_at, open_at)
			values (${key.kind}, ${key.hash}, ${next.failures}, ${last}, ${open})
			on conflict (kind, key_hash) do update set failures = greatest(t.failures + 1, excluded.failures),
				last_at = excluded.last_at, open_at = greatest(t.open_at, excluded.open_at)`.execute(tx)
	}
}

/** What a source is counted under at a public door of another slice: a keyed hash, so that no address is kept. */
export async function sourceHash(tx: Tx, who: Who, door: string): Promise<Buffer | null> {
	return who.source === undefined ? null : macOf(await macKey(tx), 'door', door, who.source)
}

/** A success forgets the account's failures; the source keeps its own. */
export async function forgetFailures(tx: Tx, keys: Keys, who: Who): Promise<void> {
	for (const { kind, hash } of await keysOf(tx, keys, who)) {
		if (kind === 'account')
			await tx.deleteFrom('identity.throttle').where('kind', '=', kind).where('key_hash', '=', hash).execute()
	}
}
