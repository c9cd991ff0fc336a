import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { handOverBook, handOverResource, listHandOvers } from '../contract/hand-over.ts'
import { handOverRows } from '../store/hand-over-rows.ts'

const most = 200

/** Open ones by what is due first, ended ones newest first; filtered by the power to see each. */
export const showHandOverList = shows(listHandOvers, {
	subject: async (_tx, _input, who) => ({ resource: handOverBook, id: who.bureau, attributes: { agency: who.bureau } }),
	async show({ tx, who, now }, { section }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, handOverResource.see, handOverResource, context)
		const open = section === 'open'
		const order = open ? sql`order by h.due_at, h.id` : sql`order by h.ended_at desc, h.id desc`
		const source = sql`(select h.* from ${filteredRows(seen, 'h')} where ${open ? sql`h.ended_at is null` : sql`h.ended_at is not null`}
			${order} limit ${most + 1}) as h`
		const rows = await handOverRows(tx, who, now, source, order)
		return { output: { rows: rows.slice(0, most), more: rows.length > most } }
	},
})
