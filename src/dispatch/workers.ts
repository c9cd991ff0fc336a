import { sql } from 'kysely'
import { newId } from '#kernel/ids.ts'
import type { Worker } from '#kernel/jobs/api.ts'
import { timerBreached } from '#kernel/matters/contract.ts'
import { raiseWelfare } from './contract.ts'
import { workPrice } from './price/work.ts'
import { levelAfter } from './rules/welfare.ts'

/** D9. A target that passed is a line in the story of its incident, written once. */
const tellBreach: Worker = {
	queue: 'dispatch-breach',
	topics: [timerBreached],
	run: async (event, tools) => {
		const { matter, kind, rule, dueAt } = event.body
		if (typeof matter !== 'string' || typeof kind !== 'string' || typeof dueAt !== 'string') return
		const fact = JSON.stringify({ timer: kind, rule: typeof rule === 'string' ? rule : null, dueAt, n: event.n })
		await tools.once(async (tx) => {
			await sql`insert into dispatch.story (id, incident_id, at, act, post_kind, post_id, fact)
				select ${newId()}, i.id, ${new Date(dueAt)}, 'matters.timer.breach', 'system', 'system', ${fact}::text::jsonb
				from dispatch.incident i where i.id = ${matter}`.execute(tx)
		})
	},
}

/** D125. A welfare check nobody answered goes to the desk, then up. */
const raise: Worker = {
	queue: 'dispatch-welfare',
	topics: [timerBreached],
	run: async (event, tools) => {
		const { matter, kind } = event.body
		const level = typeof kind === 'string' ? levelAfter(kind) : null
		if (typeof matter !== 'string' || level === null) return
		await tools.perform(raiseWelfare.name, { incident: matter, level })
	},
}

export const dispatchWorkers: readonly Worker[] = [tellBreach, workPrice, raise]
