import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../db/schema.ts'
import { challengeLimit } from '../limits.ts'
import { macKey, macOf, sameBytes } from '../token.ts'

/**
 * I15. A challenge is made without a row, since anyone may ask for one: time (8 bytes), random (16), keyed hash of both
 * (16). It is good for five minutes and once: the answered ones are remembered that long.
 */
export function newChallenge(key: Uint8Array, now: Date): string {
	const head = Buffer.concat([timeBytes(now), randomBytes(16)])
	return Buffer.concat([head, tagOf(key, head)]).toString('base64url')
}

function timeBytes(now: Date): Buffer {
	const bytes = Buffer.alloc(8)
	bytes.writeBigUInt64BE(BigInt(now.getTime()))
	return bytes
}

const tagOf = (key: Uint8Array, head: Uint8Array) =>
	macOf(key, 'challenge', Buffer.from(head).toString('base64url')).subarray(0, 16)

/** True when we made the challenge and it is not too old. */
export function isFresh(key: Uint8Array, challenge: string, now: Date): boolean {
	const bytes = Buffer.from(challenge, 'base64url')
	if (bytes.length !== 40 || bytes.toString('base64url') !== challenge) return false
	if (!sameBytes(tagOf(key, bytes.subarray(0, 24)), bytes.subarray(24))) return false
	const age = now.getTime() - Number(bytes.readBigUInt64BE(0))
	return age >= 0 && age <= challengeLimit
}

/** Uses a challenge up. False when it is not ours, too old or was used before. */
export async function takeChallenge(tx: Tx, challenge: string, now: Date): Promise<boolean> {
	if (!isFresh(await macKey(tx), challenge, now)) return false
	const hash = createHash('sha256').update(challenge).digest()
	const old = new Date(now.getTime() - 2 * challengeLimit)
	const { rows } = await sql`
		with gone as (delete from identity.challenge_used where used_at < ${old})
		insert into identity.challenge_used (challenge_hash, used_at) values (${hash}, ${now})
		on conflict do nothing returning 1 as one`.execute(tx)
	return rows.length === 1
}
