import { shows } from '../../view.ts'
import { postList } from '../contract/people.ts'
import { bureauSubject, findHolders, needAgency, postShapeOf } from '../store.ts'

/** I22. Who holds which post at one agency now. */
export const listPosts = shows(postList, {
	async subject(tx, input) {
		return bureauSubject(await needAgency(tx, input.agency))
	},
	async show({ tx, now }, input) {
		const rows = await findHolders(tx, input.agency, now)
		const posts = rows.map((row) => ({
			...postShapeOf(row),
			person: row.person_id,
			nameEn: row.person_en,
			nameZh: row.person_zh,
			sworn: row.sworn,
		}))
		return { output: { posts }, records: rows.map((row) => ({ type: 'Member', id: row.person_id })) }
	},
})
