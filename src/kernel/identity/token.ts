import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import './tables.ts'

/** A new secret of 256 random bits, base64url: a session's token or an enrolment code. */
export function newToken(): string {
	return randomBytes(32).toString('base64url')
}

/** I3. What is stored of a token. */
export function hashOf(token: string): Buffer {
	return createHash('sha256').update(token).digest()
}

/** HMAC-SHA-256 under this installation's own key: 32 bytes. */
export function macOf(key: Uint8Array, ...parts: readonly string[]): Buffer {
	return createHmac('sha256', key).update(JSON.stringify(parts)).digest()
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && timingSafeEqual(one, other)
}

/** The installation's own key for keyed hashes and challenges. */
export async function macKey(tx: Tx): Promise<Uint8Array> {
	const row = await tx
		.selectFrom('identity.secret')
		.select(sql<Uint8Array>`value`.as('value'))
		.where('name', '=', 'mac')
		.executeTakeFirstOrThrow()
	return row.value
}
