import type { Tx } from '../db/schema.ts'
import { newId } from '../ids.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { HoldReason, RevokedWhy, SessionMethod } from './contract/words.ts'
import { sessionEnd } from './standing.ts'
import { findPosts } from './store.ts'
import { hashOf, newToken } from './token.ts'

/** Opening, holding and ending sessions. */

export type NewSession = {
	readonly person: string
	/** Wanted post; null: the newest one held. */
	readonly post: string | null
	readonly method: SessionMethod
	readonly locale: 'en' | 'zh'
	/** A session this one goes on from keeps its absolute end; null: a new 12 hours. */
	readonly until?: Date
}

export type OpenedSession = {
	readonly id: string
	readonly agency: string
	readonly output: { session: { token: string; until: string }; person: string; post: string }
}

/** I3. Opens a session from a post held now. The token is in the output and nowhere else. */
export async function openSession(tx: Tx, wanted: NewSession, now: Date): Promise<OpenedSession> {
	const held = await findPosts(tx, [wanted.person], now)
	// I32. A drill is chosen, never fallen into.
	const own = held.find((one) => one.drill_id === null) ?? held[0]
	const post = wanted.post === null ? own : held.find((one) => one.id === wanted.post)
	if (post === undefined && wanted.post !== null) throw notFound('not a post of this person now')
	if (post === undefined) throw noPost()
	const token = newToken()
	const id = newId<'session'>(now.getTime())
	const until = wanted.until ?? sessionEnd(now)
	await tx
		.insertInto('identity.session')
		.values({
			id,
			token_hash: hashOf(token),
			person_id: wanted.person,
			post_id: post.id,
			agency_id: post.agency_id,
			method: wanted.method,
			locale: wanted.locale,
			opened_at: now,
			last_seen_at: now,
			expires_at: until,
			locked_at: null,
			revoked_at: null,
			revoked_why: null,
		})
		.execute()
	const output = { session: { token, until: until.toISOString() }, person: wanted.person, post: post.id }
	return { id, agency: post.agency_id, output }
}

function noPost(): Refusal {
	return new Refusal(
		'not_permitted',
		{
			en: 'You hold no post now. Ask the administrator of your bureau.',
			zh: '您目前没有任何岗位，请联系本单位系统管理员。',
		},
		{ rule: 'I1' },
	)
}

/** I4. Ends one session now. */
export async function endSession(tx: Tx, session: string, why: RevokedWhy, now: Date): Promise<void> {
	await tx
		.updateTable('identity.session')
		.set({ revoked_at: now, revoked_why: why })
		.where('id', '=', session)
		.where('revoked_at', 'is', null)
		.execute()
	await tx.deleteFrom('identity.session_hold').where('session_id', '=', session).execute()
}

/** I4. Ends all sessions of a person but one (null: all). Gives how many. */
export async function endSessionsOf(
	tx: Tx,
	person: string,
	but: string | null,
	why: RevokedWhy,
	now: Date,
): Promise<number> {
	const open = tx
		.selectFrom('identity.session')
		.select('id')
		.where('person_id', '=', person)
		.where('revoked_at', 'is', null)
	const rows = await (but === null ? open : open.where('id', '<>', but)).execute()
	for (const { id } of rows) await endSession(tx, id, why, now)
	return rows.length
}

/**
 * I6. Live work keeps a session from signing out. Called by the act that gives the desk a live call or an open emergency;
 * repeatable. `subject`: id of the call or incident.
 */
export async function holdSession(
	tx: Tx,
	session: string,
	reason: HoldReason,
	subject: string,
	now: Date,
): Promise<void> {
	await tx
		.insertInto('identity.session_hold')
		.values({ session_id: session, reason, subject_id: subject, since: now })
		.onConflict((conflict) => conflict.doNothing())
		.execute()
}

/** I6. The live work is over, whichever desks hold it; repeatable. */
export async function releaseHolds(tx: Tx, reason: HoldReason, subject: string): Promise<void> {
	await tx.deleteFrom('identity.session_hold').where('reason', '=', reason).where('subject_id', '=', subject).execute()
}

/** Which of these calls or incidents some session holds. */
export async function heldAmong(tx: Tx, reason: HoldReason, subjects: readonly string[]): Promise<readonly string[]> {
	if (subjects.length === 0) return []
	const rows = await tx
		.selectFrom('identity.session_hold')
		.select('subject_id as subject')
		.distinct()
		.where('reason', '=', reason)
		.where('subject_id', 'in', [...subjects])
		.execute()
	return rows.map((row) => row.subject)
}

/** The live work a session holds. */
export async function findHolds(tx: Tx, session: string) {
	return tx
		.selectFrom('identity.session_hold')
		.select(['reason', 'subject_id as subject', 'since'])
		.where('session_id', '=', session)
		.orderBy('since')
		.execute()
}

/** I8. Live work goes on at another session. */
export async function moveHolds(tx: Tx, from: string, to: string): Promise<void> {
	await tx.updateTable('identity.session_hold').set({ session_id: to }).where('session_id', '=', from).execute()
}
