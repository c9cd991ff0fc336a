import { sql } from 'kysely'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { incidentState, showDesk, type UnitShown, unitStatus } from '../contract.ts'
import { positionOf } from '../positions.ts'
import { sectionOf } from '../rules/ending.ts'
import { deskSubject } from '../store/call.ts'
import { deskMeasures } from '../store/measures.ts'
import { openCalls, openIncidents } from '../store/open.ts'
import { findReplay } from '../store/replay.ts'
import { agencyRef, callRows, incidentRows, unitRows } from '../store/rows.ts'
import { unitsFor } from '../store/seen.ts'

/** Rows of one section on the desk; the list pages on. */
const perSection = 200
const callsShown = 50

/** Queue, calls, units and the head, each begun from what the person may see. */
export const showDeskView = shows(showDesk, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }, input) => {
		const all = await openIncidents(tx, who, now)
		const open = all.filter(
			(one) =>
				(input.priority === undefined || one.priority <= input.priority) &&
				(input.station === undefined || one.station === input.station) &&
				(input.overdue === undefined || (one.dueAt !== null && one.dueAt < now)),
		)
		const keys = ['to_dispatch', 'in_progress', 'to_close'] as const
		const ids = keys.map((key) =>
			open.filter((one) => sectionOf(incidentState.parse(one.state)) === key).map((one) => one.id),
		)
		const rows = await incidentRows(
			tx,
			ids.flatMap((list) => list.slice(0, perSection)),
		)
		const sections = keys.map((key, n) => ({
			key,
			total: ids[n]?.length ?? 0,
			rows: rows.filter((row) => row.section === key),
		}))
		const waiting = await openCalls(tx, who, now)
		const calls = await callRows(tx, waiting.slice(0, callsShown))
		const units = await unitRows(tx, filteredRows(unitsFor(who, now), 'u'), sql`true`, now)
		const onShift = units.filter((unit) => unit.onShift)
		return {
			output: {
				at: now.toISOString(),
				agency: await agencyRef(tx, who.bureau),
				sections,
				calls: { total: waiting.length, rows: calls },
				stations: byStation(units),
				statuses: unitStatus.options.map((status) => ({
					status,
					count: onShift.filter((unit) => unit.status === status).length,
				})),
				measures: await deskMeasures(tx, who, now, units),
				positions: agesOf(onShift, now),
				forced: all.filter((one) => !one.verified).length,
				replay: await findReplay(tx, who.bureau),
			},
			records: [
				...rows.map((row) => ({ type: 'Incident', id: row.id })),
				...calls.map((row) => ({ type: 'Call', id: row.id })),
			],
		}
	},
})

function byStation(units: readonly UnitShown[]) {
	const groups = Map.groupBy(units, (unit) => unit.agency.id)
	return [...groups.values()].flatMap((list) => {
		const first = list[0]
		if (first === undefined) return []
		const on = list.filter((unit) => unit.onShift)
		return [
			{
				agency: first.agency,
				available: on.filter((unit) => unit.status === 'available').length,
				onShift: on.length,
				units: list,
			},
		]
	})
}

/** How old the positions are that the desk goes by. */
function agesOf(onShift: readonly UnitShown[], now: Date) {
	const ages = onShift.flatMap((unit) => {
		const at = positionOf(unit.id)?.at ?? (unit.position === null ? null : Date.parse(unit.position.at))
		return at === null ? [] : [Math.max(0, (now.getTime() - at) / 1000)]
	})
	return {
		live: ages.filter((age) => age <= 60).length,
		of: onShift.length,
		oldestSeconds: ages.length === 0 ? null : Math.round(Math.max(...ages)),
	}
}
