import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { aidBook, aidResource, listAid } from '../contract/aid.ts'
import { lendable } from '../handing.ts'
import { aidRows, lentBy } from '../store/aid-rows.ts'

const most = 200

/** K53. Open ones by their next clock, ended ones newest first; and which of our own units are away. */
export const showAidList = shows(listAid, {
	subject: async (_tx, _input, who) => ({ resource: aidBook, id: who.agency, attributes: { agency: who.agency } }),
	async show({ tx, who, now }, { section }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, aidResource.see, aidResource, context)
		const open = section === 'open'
		const order = open ? sql`order by g.until_at, g.id` : sql`order by g.ended_at desc, g.id desc`
		const source = sql`(select g.* from ${filteredRows(seen, 'g')} where ${open ? sql`g.ended_at is null` : sql`g.ended_at is not null`}
			${order} limit ${most + 1}) as g`
		const rows = await aidRows(tx, who, now, source, order)
		const lent = await lentBy(tx, who.agency)
		const away = new Set(lent.map((unit) => unit.id))
		const units = (await lendable(tx, who.agency)).filter((unit) => !away.has(unit.id))
		return { output: { rows: rows.slice(0, most), more: rows.length > most, lent, units: [...units] } }
	},
})
