import { sql } from 'kysely'
import { powersInUse } from '../../powers/current.ts'
import { filteredRows } from '../../powers/filter.ts'
import { shows } from '../../view.ts'
import { listFaults, processFault } from '../contract.ts'
import { faultBookSubject } from '../runner/fault.ts'
import { faultRows } from '../runner/fault-row.ts'

/** M54. Open ones longest standing first, closed ones newest first; filtered by the power to see each. */
export const listFaultsView = shows(listFaults, {
	subject: async (_tx, _input, who) => faultBookSubject(who.bureau),
	async show({ tx, who, now, purpose }, { section, matter, limit }) {
		const seen = powersInUse().filter(who, processFault.see, processFault, {
			now: Math.floor(now.getTime() / 1000),
			purpose: purpose !== null,
		})
		const kept = section === 'open' ? sql`p.closed_at is null` : sql`p.closed_at is not null`
		const own = matter === undefined ? sql`` : sql` and p.matter_id = ${matter}`
		const order = section === 'open' ? sql`stood_at, id` : sql`closed_at desc, id desc`
		const from = sql`(select p.* from ${filteredRows(seen, 'p')} where ${kept}${own}
			order by ${order} limit ${limit + 1}) as f`
		const by = section === 'open' ? sql`order by f.stood_at, f.id` : sql`order by f.closed_at desc, f.id desc`
		const rows = await faultRows(tx, from, by)
		return { output: { rows: rows.slice(0, limit), more: rows.length > limit } }
	},
})
