import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'
import type { Who } from '../who.ts'
import { cacheLimit, idleLimit, touchEvery } from './limits.ts'
import { type Signed, signedOf } from './standing.ts'
import './tables.ts'
import { hashOf } from './token.ts'

type Kept = { readonly signed: Signed; readonly readAt: number }

/**
 * Remembers for two seconds who a token speaks for, so that a page's many views cost one read. The engine calls `clear`
 * after every act of identity and on the notifications `seawall_standing` and `seawall_session`, so a revoked session
 * or a changed post is gone at once; where a notification is late, after two seconds.
 */
export class SessionCache {
	readonly #db: Db
	readonly #kept = new Map<string, Kept>()
	/** Grows with `clear`: a read begun before it is not kept. */
	#turn = 0

	constructor(db: Db) {
		this.#db = db
	}

	/**
	 * Who the token speaks for, or null. `active` false (a poll, a stream) does not count as the person's presence.
	 */
	async who(token: string, now: Date, active = true): Promise<Who | null> {
		const at = now.getTime()
		const key = hashOf(token).toString('base64url')
		let kept = this.#kept.get(key)
		if (kept === undefined || at - kept.readAt >= cacheLimit || at < kept.readAt || lapsed(kept.signed, at)) {
			kept = await this.#read(key, token, now)
			if (kept === undefined) return null
		}
		if (active && kept.signed.who.locked !== true && at - kept.signed.lastSeen >= touchEvery)
			await this.#touch(key, kept, now)
		return kept.signed.who
	}

	/** Forgets everything. */
	clear(): void {
		this.#turn += 1
		this.#kept.clear()
	}

	async #read(key: string, token: string, now: Date): Promise<Kept | undefined> {
		const turn = this.#turn
		const signed = await signedOf(this.#db, token, now)
		if (signed === null) {
			this.#kept.delete(key)
			return undefined
		}
		const kept = { signed, readAt: now.getTime() }
		if (turn === this.#turn) {
			if (this.#kept.size > 10_000) this.#kept.clear()
			this.#kept.set(key, kept)
		}
		return kept
	}

	async #touch(key: string, kept: Kept, now: Date): Promise<void> {
		await sql`update identity.session set last_seen_at = ${now}
			where id = ${kept.signed.who.session} and revoked_at is null and last_seen_at < ${now}`.execute(this.#db)
		if (this.#kept.get(key) === kept)
			this.#kept.set(key, { ...kept, signed: { ...kept.signed, lastSeen: now.getTime() } })
	}
}

/** True when something the Who rests on has ended since it was read. */
function lapsed(signed: Signed, at: number): boolean {
	const { who, lastSeen, expires, held } = signed
	return (who.until !== null && at >= who.until) || (!held && at >= Math.min(lastSeen + idleLimit, expires))
}
