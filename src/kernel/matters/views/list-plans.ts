import { sql } from 'kysely'
import { whereOf } from '#kernel/powers/api.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { shows } from '../../view.ts'
import { listPlans, planResource } from '../contract/plans.ts'
import { planShapes } from '../publishing/plan-store.ts'
import { countCandidates } from '../publishing/plan-trial.ts'
import { drawingBookSubject } from '../publishing/store.ts'

/** M95. Newest first, those the viewer may see. */
export const listPlansView = shows(listPlans, {
	subject: async (_tx, _input, who) => drawingBookSubject(who.bureau),
	async show({ tx, who, now }, { name }) {
		const seconds = Math.floor(now.getTime() / 1000)
		const seen = powersInUse().filter(who, planResource.see, planResource, { now: seconds, purpose: false })
		const own = name === undefined ? sql`true` : sql`t.name = ${name}`
		const rows = []
		for (const { row, ...shape } of await planShapes(tx, sql`${whereOf(seen, 't')} and ${own}`)) {
			const left = row.over ? 0 : await countCandidates(tx, { from: row.from_id, scope: row.scope_id }, row.id)
			rows.push({ ...shape, left })
		}
		return { output: { rows } }
	},
})
