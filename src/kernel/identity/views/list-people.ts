import { shows } from '../../view.ts'
import { personList } from '../contract/people.ts'
import { findPosts, isDemo, memberSubject, postShapeOf } from '../store.ts'

/** I22. People whose files the bureau and the agencies below it keep. */
export const listPeople = shows(personList, {
	async subject(_tx, _input, who) {
		return memberSubject({ id: who.person, agency: who.bureau })
	},
	async show({ tx, who, now }, input) {
		const { limit } = input
		let query = tx
			.selectFrom('identity.person')
			.selectAll()
			.where('agency_id', 'in', [...who.below])
			.where('demo', '=', isDemo)
			.where('left_at', 'is', null)
			.orderBy('account')
			.limit(limit + 1)
		if (input.agency !== undefined) query = query.where('agency_id', '=', input.agency)
		if (input.after !== undefined) query = query.where('account', '>', input.after)
		if (input.q !== undefined) {
			const like = `%${input.q.replace(/[\\%_]/g, '\\$&')}%`
			query = query.where((where) =>
				where.or([where('account', 'ilike', like), where('name_en', 'ilike', like), where('name_zh', 'ilike', like)]),
			)
		}
		const rows = await query.execute()
		const page = rows.slice(0, limit)
		const ids = page.map((row) => row.id)
		// I31. A post in a drill is no business of the bureau's lists.
		const posts = (await findPosts(tx, ids, now, true)).filter((post) => post.drill_id === who.drill)
		const credentials =
			ids.length === 0
				? []
				: await tx
						.selectFrom('identity.credential')
						.selectAll()
						.where('person_id', 'in', ids)
						.where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
						.orderBy('kind')
						.execute()
		const people = page.map((row) => ({
			id: row.id,
			account: row.account,
			nameEn: row.name_en,
			nameZh: row.name_zh,
			sworn: row.sworn,
			agency: row.agency_id,
			locale: row.locale,
			demo: row.demo,
			version: row.version,
			posts: posts.filter((post) => post.person_id === row.id).map(postShapeOf),
			credentials: credentials
				.filter((one) => one.person_id === row.id)
				.map((one) => ({
					id: one.id,
					kind: one.kind,
					from: one.from_at.toISOString(),
					until: one.until_at?.toISOString() ?? null,
					version: one.version,
				})),
		}))
		const next = rows.length > limit ? (page.at(-1)?.account ?? null) : null
		return { output: { people, next }, records: ids.map((id) => ({ type: 'Member', id })) }
	},
})
