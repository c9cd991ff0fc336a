import { sql } from 'kysely'
import { powersInUse } from '../../powers/current.ts'
import { filteredRows } from '../../powers/filter.ts'
import { shows } from '../../view.ts'
import { listMatterTasks, taskResource } from '../contract/tasks.ts'
import { mayOf } from '../task/may.ts'
import { dueFirst, seenRows, shownTasks, taskBookSubject } from '../task/seen.ts'

/** M77. Open ones first. */
export const listMatterTasksView = shows(listMatterTasks, {
	subject: async (_tx, _input, who) => taskBookSubject(who),
	async show({ tx, who, now }, { matter }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, taskResource.see, taskResource, context)
		const from = sql`(select f.* from ${filteredRows(seen, 'f')} where f.matter_id = ${matter}::uuid) as t`
		const rows = await seenRows(tx, now, from, sql`${dueFirst} limit 200`)
		const shown = await shownTasks(tx, who, rows, now)
		return {
			output: { rows: shown.map((one) => ({ ...one.shown, may: [...mayOf(who, one.subject, now)] })) },
			matter,
		}
	},
})
