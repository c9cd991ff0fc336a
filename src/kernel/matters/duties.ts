import { sql } from 'kysely'
import type { AgencyBranch } from '../identity/contract/words.ts'
import { powersInUse } from '../powers/current.ts'
import { whereOf } from '../powers/filter.ts'
import type { Duty, DutyAsked, DutySource } from '../record.ts'
import { taskResource } from './contract/tasks.ts'
import { wordsOf } from '#kernel/contract/drawn-name.ts'
import { findPublished } from './process/published.ts'
import { type Lane, readLane } from './task/lane.ts'

/** What drawings give a post to do: every task in a lane of its own, as published there, and how many of it wait now. */

type Place = { readonly tier: string; readonly branch: AgencyBranch | null }

/** M62. Whether a lane may mean a post of this agency. */
function means({ post, place }: Lane, kind: string, at: Place): boolean {
	if (post !== kind) return false
	if (place === 'own') return true
	if (place === 'bureau') return at.branch === null
	if (place === 'county' || place === 'city' || place === 'province') return at.branch === null && at.tier === place
	return at.branch === place
}

export const taskDuties: DutySource = async (asked) => {
	const { tx, agency, now, post } = asked
	const { rows: places } = await sql<Place>`select tier, branch from identity.agency where id = ${agency}`.execute(tx)
	const place = places[0]
	if (place === undefined) return []
	const { rows: drawn } = await sql<{
		process: string
	}>`select distinct process from matters.drawing order by process`.execute(tx)
	const waiting = await openTasks(asked)
	const duties: Duty[] = []
	for (const { process } of drawn) {
		const published = await findPublished(tx, process, { agency, now })
		for (const model of published?.models.values() ?? []) {
			for (const { id, lane, kind, name } of model.elements.values()) {
				const to = kind === 'task' && lane !== null ? readLane(lane) : null
				if (to === null || !means(to, post, place)) continue
				const key = `${process} ${id}`
				duties.push(dutyOf(key, process, name === '' ? id : name, waiting.get(key)))
				waiting.delete(key)
			}
		}
	}
	// Of versions that only older matters still follow.
	for (const [key, rows] of waiting) duties.push(dutyOf(key, key.split(' ')[0] ?? '', rows[0]?.name ?? key, rows))
	return duties
}

type Waiting = {
	id: string
	process: string
	element: string
	name: string
	offered_at: Date
	due_at: Date | null
	seen: boolean
}

/** Open tasks offered there, by process and element; `seen`: the asker may see it. */
async function openTasks({ tx, who, now, agency, post }: DutyAsked): Promise<Map<string, Waiting[]>> {
	const filter = powersInUse().filter(who, taskResource.see, taskResource, {
		now: Math.floor(now.getTime() / 1000),
		purpose: false,
	})
	const { rows } =
		await sql<Waiting>`select t.id, w.process, t.element, t.name, t.offered_at, d.due_at, ${whereOf(filter, 't')} as seen
		from matters.task t join matters.instance i on i.id = t.instance_id join matters.drawing w on w.id = i.drawing_id
		left join deadlines.deadline d on d.id = t.deadline_id
		where t.state = 'open' and t.duty_id = ${agency} and t.post = ${post} order by d.due_at nulls last, t.offered_at limit 500`.execute(
			tx,
		)
	const found = new Map<string, Waiting[]>()
	for (const row of rows) {
		const key = `${row.process} ${row.element}`
		found.set(key, [...(found.get(key) ?? []), row])
	}
	return found
}

function dutyOf(key: string, process: string, name: string, rows: readonly Waiting[] = []): Duty {
	const what = wordsOf(name)
	const since = rows.map((row) => row.offered_at.getTime())
	const due = rows.flatMap((row) => row.due_at?.getTime() ?? [])
	return {
		source: key,
		what,
		basis: { en: `Drawing ${process}`, zh: `流程图 ${process}` },
		open: rows.length,
		oldest: since.length === 0 ? null : new Date(Math.min(...since)),
		due: due.length === 0 ? null : new Date(Math.min(...due)),
		rows: rows
			.filter((row) => row.seen)
			.slice(0, 10)
			.map((row) => ({ type: taskResource.type, id: row.id, name: what, since: row.offered_at, due: row.due_at })),
	}
}
