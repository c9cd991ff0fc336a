import { type RawBuilder, sql } from 'kysely'
import { powersInUse } from '../../powers/current.ts'
import { filteredRows } from '../../powers/filter.ts'
import { shows } from '../../view.ts'
import type { Who } from '../../who.ts'
import { listMyTasks, taskResource } from '../contract/tasks.ts'
import { dueFirst, seenRows, shownTasks, taskBookSubject } from '../task/seen.ts'

/** M77. First due first, filtered by the power to see each. */
export const listMyTasksView = shows(listMyTasks, {
	subject: async (_tx, _input, who) => taskBookSubject(who),
	async show({ tx, who, now }, { section, limit }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, taskResource.see, taskResource, context)
		const from = sql`(select f.* from ${filteredRows(seen, 'f')}
			where not f.over and ${sectionOf(section, who, now)}) as t`
		const rows = await seenRows(tx, now, from, sql`${dueFirst} limit ${limit + 1}`)
		const shown = await shownTasks(tx, who, rows.slice(0, limit), now)
		return { output: { rows: shown.map((one) => one.shown), more: rows.length > limit } }
	},
})

function sectionOf(section: 'mine' | 'led' | 'escalated', who: Who, now: Date): RawBuilder<unknown> {
	const atMine = sql`f.agency_id in (${who.agency}::uuid, ${who.bureau}::uuid)`
	if (section === 'escalated') return sql`f.escalated and f.duty_id = ${who.bureau}::uuid`
	if (section === 'led') return sql`f.agency_id in (${sql.join(who.below.length > 0 ? [...who.below] : [who.bureau])})`
	const held = (column: string) => sql`exists (select from identity.post h where h.id = ${sql.ref(column)}
		and (h.until_at is null or h.until_at > ${now}))`
	const free = sql`not ${held('f.holder_post')} and not ${held('f.familiar_post')}`
	return sql`(f.holder_post = ${who.post}::uuid or f.familiar_post = ${who.post}::uuid
		or f.delegator_post = ${who.post}::uuid or (f.post = ${who.postKind} and ${atMine} and ${free}))`
}
