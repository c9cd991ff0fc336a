import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { pageOf } from '#kernel/powers/page.ts'
import { shows } from '#kernel/view.ts'
import { briefResource, listBriefs } from '../contract/brief.ts'
import { briefBookSubject, briefColumns, briefHead, type BriefOf } from '../store/brief.ts'

export const showBriefList = shows(listBriefs, {
	subject: async (_tx, _input, who) => briefBookSubject(who.bureau),
	show: async ({ tx, who, now, purpose }, { limit, after }) => {
		const filter = powersInUse().filter(who, briefResource.see, briefResource, {
			now: Math.floor(now.getTime() / 1000),
			purpose: purpose !== null,
		})
		const page = await pageOf<BriefOf>(tx, filter, {
			orderBy: 'made_at',
			limit,
			after: after ?? null,
			columns: ['id'],
			reads: {
				columns: briefColumns,
				joins: sql`join command.brief b on b.id = k.id join identity.agency a on a.id = b.agency_id`,
			},
		})
		return { output: { rows: page.rows.map(briefHead), next: page.next } }
	},
})
