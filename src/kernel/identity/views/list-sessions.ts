import { shows } from '../../view.ts'
import { sessionList } from '../contract/session.ts'
import { findPosts, postShapeOf, sessionSubject } from '../store.ts'

/** I22. Open sessions of the agencies one administers, so that a lost desk can be cut off. */
export const listSessions = shows(sessionList, {
	async subject(_tx, _input, who) {
		const row = { id: who.session ?? 'none', agency_id: who.agency, person_id: who.person, post_id: who.post }
		return sessionSubject(row)
	},
	async show({ tx, who, now }) {
		const rows = await tx
			.selectFrom('identity.session as s')
			.innerJoin('identity.person as p', 'p.id', 's.person_id')
			.select(['s.id', 's.person_id', 's.post_id', 's.opened_at', 'p.name_en', 'p.name_zh'])
			.where('s.revoked_at', 'is', null)
			.where('s.expires_at', '>', now)
			.where('s.agency_id', 'in', [...who.below])
			.orderBy('s.opened_at', 'desc')
			.limit(500)
			.execute()
		const posts = await findPosts(tx, [...new Set(rows.map((row) => row.person_id))], now)
		const postOf = new Map(posts.map((post) => [post.id, postShapeOf(post)]))
		const sessions = rows.flatMap((row) => {
			const post = postOf.get(row.post_id)
			if (post === undefined) return []
			const names = { nameEn: row.name_en, nameZh: row.name_zh }
			return [{ id: row.id, person: row.person_id, ...names, post, openedAt: row.opened_at.toISOString() }]
		})
		return { output: { sessions }, records: sessions.map((one) => ({ type: 'Session', id: one.id })) }
	},
})
