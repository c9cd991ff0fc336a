import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import type { Worker } from '#kernel/jobs/api.ts'
import { timerBreached } from '#kernel/matters/contract.ts'
import { type IncidentType, raiseLate, raiseMajor, raiseWelfare } from './contract.ts'
import { workPrice } from './price/work.ts'
import { lateAfter, lateTargets } from './rules/late.ts'
import { lateOf } from './rules/tables.ts'
import { majorAfter } from './rules/major.ts'
import { levelAfter } from './rules/welfare.ts'
import { startTimer } from './store/write.ts'

/** D9. A target that passed is a line in the story of its incident, written once. */
const tellBreach: Worker = {
	queue: 'dispatch-breach',
	topics: [timerBreached],
	run: async (event, tools) => {
		const { matter, kind, rule, dueAt } = event.body
		if (typeof matter !== 'string' || typeof kind !== 'string' || typeof dueAt !== 'string') return
		// The clocks to the tiers above have a line of their own (D206, D276).
		if (lateAfter(kind) !== null || majorAfter(kind) !== null) return
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

/** D276. A target that passed begins the clock to the station; that clock, and the one after it, put the incident higher. */
const raiseOverdue: Worker = {
	queue: 'dispatch-late',
	topics: [timerBreached],
	run: async (event, tools) => {
		const { matter, kind, dueAt } = event.body
		if (typeof matter !== 'string' || typeof kind !== 'string' || typeof dueAt !== 'string') return
		const level = lateAfter(kind)
		if (level !== null) await tools.perform(raiseLate.name, { incident: matter, level })
		else if (lateTargets.includes(kind)) await tools.once((tx) => beginLate(tx, matter, new Date(dueAt)))
	},
}

/** Nothing where the matter is no incident, or has ended. */
async function beginLate(tx: Tx, matter: string, due: Date): Promise<void> {
	const { rows } = await sql<{ type: IncidentType; priority: number }>`
		select c.type, c.priority from dispatch.incident i join dispatch.classification c on c.id = i.classification_id
		where i.id = ${matter} and not i.closed`.execute(tx)
	const [found] = rows
	if (found === undefined) return
	const { station, rule } = lateOf(found.type, found.priority)
	await startTimer(matter, { kind: 'late_station', from: due, seconds: station, rule }).execute(tx)
}

/** D206. The clock of a major incident hands it up. */
const handUpMajor: Worker = {
	queue: 'dispatch-major',
	topics: [timerBreached],
	run: async (event, tools) => {
		const { matter, kind } = event.body
		const tier = typeof kind === 'string' ? majorAfter(kind) : null
		if (typeof matter !== 'string' || tier === null) return
		await tools.perform(raiseMajor.name, { incident: matter, tier })
	},
}

export const dispatchWorkers: readonly Worker[] = [tellBreach, workPrice, raise, raiseOverdue, handUpMajor]
