import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import type { Who } from '#kernel/who.ts'
import { mineUnit, type UnitShown } from '../contract.ts'
import { powersInUse } from '../machine.ts'
import { nextOnPhone } from '../contract/unit-moves.ts'
import { movesFrom } from '../rules/unit-machine.ts'
import { deskSubject } from '../store/call.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { incidentRows, unitRows } from '../store/rows.ts'
import { unitsFor } from '../store/seen.ts'
import { iso, isoOrNull } from '../store/shown.ts'
import { storyOf } from '../store/story.ts'
import { factFlags, hazardFlag, unspokenFlags } from '../store/flags.ts'
import { hazardsAt, houseOf, sameHouse } from '../store/hazard.ts'

/** The officer's phone: one unit, one incident, one next act. */
export const showMineUnit = shows(mineUnit, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }) => {
		const seen = filteredRows(unitsFor(who, now), 'u')
		const own = who.unit === null ? [] : await unitRows(tx, seen, sql`u.id = ${who.unit}`, now, who.unit)
		const unit = own[0] ?? null
		if (unit === null) {
			const free = await unitRows(tx, seen, sql`u.agency_id = ${who.agency} and not u.on_shift`, now)
			return {
				output: {
					...nothing,
					choices: free.map(({ id, callSign, status, version }) => ({ id, callSign, status, version })),
				},
			}
		}
		const part = unit.incident === null ? null : await partOf(tx, who, unit, now)
		return {
			output: {
				...nothing,
				unit,
				...part,
				timer: unit.incident?.timer ?? null,
				next: nextOnPhone(unit.status),
				moves: [...movesFrom(unit.status)],
				earlier: await earlierOf(tx, unit.id, now),
			},
			records: part === null ? [] : [{ type: 'Incident', id: part.incident.id }],
			matter: part?.incident.id ?? null,
		}
	},
})

const nothing = {
	unit: null,
	incident: null,
	facts: [],
	assignment: null,
	others: [],
	timer: null,
	welfare: null,
	next: null,
	moves: [],
	news: [],
	earlier: [],
	choices: [],
}

async function partOf(tx: Tx, who: Who, unit: UnitShown, now: Date) {
	if (unit.incident === null) return null
	const incident = await needIncident(tx, unit.incident.id, 'read')
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	const knows = powersInUse().decide(who, 'dispatch.address.show', incidentSubject(incident), context).allowed
	const [row] = await incidentRows(tx, [incident.id], knows ? 'open' : 'closed')
	if (row === undefined) return null
	const { rows } = await sql<{
		id: string
		dispatched_at: Date
		en_route_at: Date | null
		on_scene_at: Date | null
		cleared_at: Date | null
	}>`select a.id, a.dispatched_at, a.en_route_at, a.on_scene_at, a.cleared_at from dispatch.assignment a
		join dispatch.unit u on u.assignment_id = a.id where u.id = ${unit.id}`.execute(tx)
	const assignment = rows[0]
	const house = knows ? await houseOf(tx, incident.placeId) : null
	const hazards = house === null ? [] : await hazardsAt(tx, who, now, sameHouse(house), null)
	return {
		incident: row,
		facts: [
			...(await unspokenFlags(tx, incident.id)),
			...hazards.map((one) => hazardFlag(one.kind)),
			...factFlags(incident.facts),
		],
		others: row.units.filter((one) => one.id !== unit.id),
		assignment:
			assignment === undefined
				? null
				: {
						id: assignment.id,
						dispatchedAt: iso(assignment.dispatched_at),
						enRouteAt: isoOrNull(assignment.en_route_at),
						onSceneAt: isoOrNull(assignment.on_scene_at),
						clearedAt: isoOrNull(assignment.cleared_at),
					},
		welfare: await welfareAsked(tx, incident.id),
		news: await storyOf(tx, incident.id, 30, knows),
	}
}

/** D124. The check that is asked next, or stands unanswered. */
async function welfareAsked(tx: Tx, incident: string) {
	const { rows } = await sql<{ due_at: Date; late: boolean }>`select t.due_at,
			exists (select from dispatch.welfare w where w.incident_id = t.matter_id) as late
		from matters.timer t where t.matter_id = ${incident} and t.kind = 'welfare' and t.met_at is null and t.dropped_at is null
		order by t.due_at limit 1`.execute(tx)
	const row = rows[0]
	return row === undefined ? null : { dueAt: iso(row.due_at), late: row.late }
}

/** What this unit was on in the last 14 hours: a list to go back to, not a tally. */
async function earlierOf(tx: Tx, unit: string, now: Date) {
	const since = new Date(now.getTime() - 14 * 3_600_000)
	const { rows } = await sql<{ id: string; number: string; at: Date }>`
		select i.id, i.number, max(a.cleared_at) as at from dispatch.assignment a join dispatch.incident i on i.id = a.incident_id
		where a.unit_id = ${unit} and a.cleared_at >= ${since} group by i.id, i.number order by max(a.cleared_at) desc limit 20`.execute(
		tx,
	)
	return rows.map((row) => ({ id: row.id, number: row.number, at: iso(row.at) }))
}
