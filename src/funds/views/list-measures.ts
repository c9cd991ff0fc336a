import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { listMeasures, measureResource } from '../contract.ts'
import { deskSubject } from '../store/desk.ts'
import { measureRows } from '../store/measure-rows.ts'

const most = 200

/** F76. Open ones by what runs out first, those without a clock before them; ended ones newest first. Nobody is named. */
export const showMeasureList = shows(listMeasures, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }, { section, report }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, measureResource.see, measureResource, context)
		const open = section === 'open'
		const of = report === undefined ? sql`` : sql`and m.report_id = ${report}`
		const order = open ? sql`order by m.until_at nulls first, m.id` : sql`order by m.ended_at desc, m.id desc`
		const source = sql`(select m.* from ${filteredRows(seen, 'm')}
			where (m.ended_at is null) = ${open}::boolean ${of} ${order} limit ${most + 1}) as m`
		const rows = await measureRows(tx, who, now, source, order)
		return { output: { rows: rows.slice(0, most), more: rows.length > most } }
	},
})
