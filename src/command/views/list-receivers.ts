import { sql } from 'kysely'
import type { Tier } from '#kernel/contract/scalars.ts'
import { shows } from '#kernel/view.ts'
import { handOverBook, listReceivers } from '../contract/hand-over.ts'

/** All agencies under the same top, in the order of the tree. Which agencies there are is no secret. */
export const showReceiverList = shows(listReceivers, {
	subject: async (_tx, _input, who) => ({ resource: handOverBook, id: who.bureau, attributes: { agency: who.bureau } }),
	async show({ tx, who }) {
		const { rows } = await sql<{
			id: string
			en: string
			zh: string
			tier: Tier
			branch: string | null
			depth: number
		}>`with recursive tree as (
				select a.id, a.name_en as en, a.name_zh as zh, a.tier, a.branch, 0 as depth, array[a.code] as path
				from identity.agency a where a.parent_id is null
					and a.id in (select ancestor from identity.agency_closure where descendant = ${who.agency})
				union all
				select a.id, a.name_en, a.name_zh, a.tier, a.branch, t.depth + 1, t.path || a.code
				from identity.agency a join tree t on a.parent_id = t.id
			)
			select id, en, zh, tier, branch, depth from tree order by path limit 5000`.execute(tx)
		return { output: { rows } }
	},
})
