import type { Tx } from '../../db/schema.ts'
import { shows } from '../../view.ts'
import type { Who } from '../../who.ts'
import { sessionShow } from '../contract/session.ts'
import { newestCursor } from '../../spine/events.ts'
import { findHolds } from '../sessions.ts'
import { findPosts, needOrganisation, needPerson, organisationSubject, postShapeOf } from '../store.ts'

/** Who one is here. Answers the signed-out too: the page must know the mode and the time. */
export const showSession = shows(sessionShow, {
	async subject(tx) {
		return organisationSubject(await needOrganisation(tx))
	},
	async show({ tx, who, now }) {
		const { mode } = await needOrganisation(tx)
		const { n, k } = await newestCursor(tx)
		const session = await sessionOf(tx, who, now)
		return { output: { mode, serverTime: now.toISOString(), stream: `${n}.${k}`, session } }
	},
})

async function sessionOf(tx: Tx, who: Who, now: Date) {
	const mine =
		who.session === null
			? []
			: await tx
					.selectFrom('identity.session')
					.select(['id', 'method', 'expires_at', 'opened_at', 'locale'])
					.where('person_id', '=', who.person)
					.where('revoked_at', 'is', null)
					.where('expires_at', '>', now)
					.orderBy('opened_at', 'desc')
					.limit(50)
					.execute()
	const row = mine.find((one) => one.id === who.session)
	if (row === undefined) return null
	const { left: _left, ...person } = await needPerson(tx, who.person)
	const posts = (await findPosts(tx, [who.person], now)).map(postShapeOf)
	const post = posts.find((one) => one.id === who.post)
	if (post === undefined) return null
	const holds = await findHolds(tx, row.id)
	return {
		id: row.id,
		method: row.method,
		locked: who.locked === true,
		holds: [...new Set(holds.map((hold) => hold.reason))],
		until: row.expires_at.toISOString(),
		person,
		post,
		posts,
		credentials: [...who.credentials],
		unit: who.unit,
		locale: row.locale,
		others: mine
			.filter((one) => one.id !== row.id)
			.map((one) => ({ id: one.id, openedAt: one.opened_at.toISOString(), method: one.method })),
	}
}
