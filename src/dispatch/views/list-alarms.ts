import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { noCrew } from '#kernel/identity/api.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import type { Who } from '#kernel/who.ts'
import { type IncidentRow, listAlarms, type UnitShown, type UnitStatus, type WelfareLevel } from '../contract.ts'
import { crewsInUse, mapInUse, powersInUse } from '../machine.ts'
import { hearsOf } from '../rules/welfare.ts'
import { deskSubject } from '../store/call.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { lateFor } from '../store/late.ts'
import { majorToldTo } from '../store/major.ts'
import { incidentRows, unitRows } from '../store/rows.ts'
import { incidentsFor, unitsFor } from '../store/seen.ts'
import { iso } from '../store/shown.ts'

/** Units told of beside an emergency. */
const nearestShown = 5

type Open = {
	id: string
	unit_id: string
	person_id: string
	raised_at: Date
	received_at: Date
	answers: readonly string[]
	has_word: boolean
	call_en: string
	call_zh: string
	status: UnitStatus
}

/** D123, D125. Asked often, so it begins from the few that are open, and of those the person may see. */
export const showAlarmList = shows(listAlarms, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }) => {
		const open = await openEmergencies(tx)
		const checks = await openChecks(tx, who)
		const majors = await majorToldTo(tx, who)
		const seen = await seenOf(
			tx,
			who,
			now,
			[...open, ...checks, ...majors].map((one) => one.id),
		)
		const units = open.some((one) => seen.has(one.id))
			? await unitRows(tx, filteredRows(unitsFor(who, now), 'u'), sql`u.on_shift`, now, who.unit)
			: []
		const crews = open.length === 0 ? new Map() : await crewsInUse().at(tx, now)
		return {
			output: {
				emergencies: await Promise.all(
					open.flatMap((one) => {
						const row = seen.get(one.id)
						return row === undefined
							? []
							: [emergencyOf(tx, who, now, one, row, units, crews.get(one.unit_id) ?? noCrew)]
					}),
				),
				welfare: checks.flatMap((one) => {
					const row = seen.get(one.id)
					if (row === undefined) return []
					return [
						{
							incident: row.id,
							number: row.number,
							type: row.type,
							priority: row.priority,
							place: row.place,
							units: row.units.map(({ id, callSign }) => ({ id, callSign })),
							level: one.level,
							askedAt: iso(one.asked_at),
							mayAnswer: ['dispatcher', 'shift_leader', 'station_chief'].includes(who.postKind),
						},
					]
				}),
				major: majors.flatMap(({ id, why, at }) => {
					const row = seen.get(id)
					if (row === undefined) return []
					const { number, type, priority, place } = row
					return [{ incident: id, number, type, priority, place, why, at }]
				}),
				late: await lateFor(tx, who, now),
			},
		}
	},
})

async function openEmergencies(tx: Tx): Promise<readonly Open[]> {
	const { rows } = await sql<Open>`select e.incident_id as id, e.unit_id, e.person_id, e.raised_at, e.received_at,
			coalesce((select json_agg(a.person_id) from dispatch.emergency_answer a where a.incident_id = e.incident_id), '[]') as answers,
			e.tries < 5 and exists (select from dispatch.code_word w where w.unit_id = e.unit_id and w.person_id = e.person_id) as has_word,
			u.call_en, u.call_zh, u.status
		from dispatch.emergency e join dispatch.unit u on u.id = e.unit_id
		where e.silenced_at is null order by e.received_at limit 50`.execute(tx)
	return rows
}

async function openChecks(tx: Tx, who: Who) {
	const { rows } = await sql<{ id: string; level: WelfareLevel; asked_at: Date }>`
		select w.incident_id as id, w.level, w.asked_at from dispatch.welfare w order by w.asked_at limit 200`.execute(tx)
	return rows.filter((one) => hearsOf(one.level, who.postKind))
}

async function seenOf(tx: Tx, who: Who, now: Date, ids: readonly string[]): Promise<ReadonlyMap<string, IncidentRow>> {
	if (ids.length === 0) return new Map()
	const { rows } = await sql<{ id: string }>`select i.id from ${filteredRows(incidentsFor(who, now), 'i')}
		where i.id = any(${[...ids]}::uuid[])`.execute(tx)
	const shown = await incidentRows(
		tx,
		rows.map((row) => row.id),
	)
	return new Map(shown.map((row) => [row.id, row]))
}

async function emergencyOf(
	tx: Tx,
	who: Who,
	now: Date,
	one: Open,
	row: IncidentRow,
	units: readonly UnitShown[],
	crew: { readonly sworn: number; readonly auxiliary: number },
) {
	const subject = incidentSubject(await needIncident(tx, one.id, 'read'))
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	const may = powersInUse().decide(who, 'dispatch.emergency.answer', subject, context).allowed
	return {
		incident: row.id,
		number: row.number,
		agency: row.agency,
		raisedAt: iso(one.raised_at),
		receivedAt: iso(one.received_at),
		place: row.place,
		unit: {
			id: one.unit_id,
			callSign: { en: one.call_en, zh: one.call_zh },
			status: one.status,
			sworn: crew.sworn,
			auxiliary: crew.auxiliary,
		},
		nearest: nearestOf(row, one.unit_id, units),
		answers: one.answers.length,
		mine: one.answers.includes(who.person),
		mayAnswer: may && one.person_id !== who.person,
		hasCodeWord: one.has_word,
	}
}

/** D123. By road, soonest first; units whose place is hidden or that have no way there are left out. */
function nearestOf(row: IncidentRow, own: string, units: readonly UnitShown[]) {
	const map = mapInUse()
	const { point } = row.place
	if (map === null || point === null) return []
	const others = units.filter((unit) => unit.id !== own && unit.status !== 'out_of_service' && unit.position !== null)
	const seconds = map.travelSeconds(
		[point[0], point[1]],
		others.map((unit) => unit.position?.point ?? null),
	)
	return others
		.flatMap((unit, n) => {
			const travel = seconds[n] ?? null
			return travel === null ? [] : [{ unit: unit.id, callSign: unit.callSign, status: unit.status, seconds: travel }]
		})
		.toSorted((a, b) => a.seconds - b.seconds)
		.slice(0, nearestShown)
}
