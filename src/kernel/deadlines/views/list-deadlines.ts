import { sql } from 'kysely'
import { powersInUse } from '../../powers/current.ts'
import { filteredRows } from '../../powers/filter.ts'
import { shows } from '../../view.ts'
import { deadlineBookSubject } from '../book.ts'
import { deadlineResource, listDeadlines } from '../contract.ts'
import { deadlineRows } from './rows.ts'

/** Open ones soonest first, ended ones newest first; filtered by the power to see each. */
export const listDeadlinesView = shows(listDeadlines, {
	subject: async (_tx, _input, who) => deadlineBookSubject(who.bureau),
	async show({ tx, who, now, purpose }, { section, matter, limit }) {
		const seen = powersInUse().filter(who, deadlineResource.see, deadlineResource, {
			now: Math.floor(now.getTime() / 1000),
			purpose: purpose !== null,
		})
		const open = sql`met_at is null and decided_at is null and dropped_at is null`
		const own = matter === undefined ? sql`` : sql` and f.matter_id = ${matter}`
		const kept = section === 'open' ? open : sql`not (${open})`
		const from = sql`(select f.* from ${filteredRows(seen, 'f')} where ${kept}${own}
			order by f.due_at ${section === 'open' ? sql`asc, f.id asc` : sql`desc, f.id desc`} limit ${limit + 1}) as t`
		const order = section === 'open' ? sql`order by t.due_at, t.id` : sql`order by t.due_at desc, t.id desc`
		const rows = await deadlineRows(tx, now, from, order)
		return { output: { rows: rows.slice(0, limit), more: rows.length > limit } }
	},
})
