import { sql } from 'kysely'
import { powersInUse } from '#kernel/powers/current.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { listWarnings, warningResource } from '../contract.ts'
import { warningRows } from '../store/rows.ts'
import { bookSubject } from '../store/warning.ts'

const most = 200

/** V52 to V54. Open ones by their next clock, ended ones newest first. V3: one past its moment is shown as ended at once. */
export const showWarningList = shows(listWarnings, {
	subject: async (_tx, _input, who) => bookSubject(who.bureau),
	async show({ tx, who, now }, { section }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, warningResource.see, warningResource, context)
		const open = section === 'open'
		const running = sql`(w.ended_at is null and (w.state = 'proposed' or w.until_at > ${now}::timestamptz))`
		const order = open
			? sql`order by (w.state = 'proposed') desc, w.until_at, w.id`
			: sql`order by coalesce(w.ended_at, w.until_at) desc, w.id desc`
		const source = sql`(select w.* from ${filteredRows(seen, 'w')} where ${open ? running : sql`not ${running}`}
			${order} limit ${most + 1}) as w`
		const rows = await warningRows(tx, who, now, source, order)
		return { output: { rows: rows.slice(0, most), more: rows.length > most } }
	},
})
