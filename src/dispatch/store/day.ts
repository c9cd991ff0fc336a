import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#kernel/db/schema.ts'
import { whereOf } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import type {
	AgencyRef,
	AreaNow,
	dayMeasure,
	IncidentType,
	OverdueRow,
	TakenRow,
	TimerKind,
	UnitShown,
} from '../contract.ts'
import { mapInUse } from '../machine.ts'
import { pointsOf } from '../price/town-of.ts'
import { coveredAreas, pointsInTime } from '../rules/hole.ts'
import { coverLimit, type Free, holeIn } from './holes.ts'
import { incidentsFor } from './seen.ts'
import { agencyJson, iso } from './shown.ts'

/** D273. Rows of the overdue list. */
const overdueMost = 50
/** Counted no further. */
const countedMost = 1_000
/** D275. Fewer incidents give no percentile. */
const fewest = 5

type OverdueSql = {
	incident: string
	number: string
	type: IncidentType
	priority: number
	station: AgencyRef
	kind: TimerKind
	due_at: Date
}

/** Targets that passed and are not met, of incidents the viewer may see. */
export async function overdueNow(tx: Tx, who: Who, now: Date): Promise<{ total: number; rows: OverdueRow[] }> {
	const { rows } = await sql<OverdueSql>`
		select i.id as incident, i.number, c.type, c.priority, ${agencyJson('a')} as station, t.kind, t.due_at
		from matters.timer t join dispatch.incident i on i.id = t.matter_id
		join dispatch.classification c on c.id = i.classification_id join identity.agency a on a.id = i.agency_id
		where t.met_at is null and t.dropped_at is null and t.due_at < ${now} and not i.closed
			and t.kind in ('dispatch', 'en_route', 'on_scene', 'clear', 'close') and ${whereOf(incidentsFor(who, now), 'i')}
		order by c.priority, t.due_at, i.id limit ${countedMost}`.execute(tx)
	return {
		total: rows.length,
		rows: rows.slice(0, overdueMost).map(({ due_at, ...row }) => ({ ...row, dueAt: iso(due_at) })),
	}
}

/** D273. Every area of the bureau as its free units cover it now; null without a map. */
export async function areasNow(tx: Tx, bureau: string, units: readonly UnitShown[]): Promise<AreaNow[] | null> {
	const map = mapInUse()
	if (map === null) return null
	const points = pointsOf(map)
	const free = units.flatMap(({ id, agency, status, onShift, position, turnoutSeconds, standsIn }): Free[] =>
		onShift && status === 'available' && position !== null
			? [{ unit: id, agency: agency.id, point: position.point, turnoutSeconds, standsIn: standsIn !== null }]
			: [],
	)
	const reach = map.reach(free)
	const limit = coverLimit()
	const covered = coveredAreas(reach, points, limit)
	const counted = pointsInTime(reach, points, limit)
	const { rows } = await sql<{ agency: AgencyRef }>`
		select ${agencyJson('a')} as agency from identity.agency a
		where a.code = any(${[...points.codes]}::text[])
			and a.id in (select descendant from identity.agency_closure where ancestor = ${bureau}) order by a.code`.execute(
		tx,
	)
	return rows.map(({ agency }) => {
		const at = points.codes.indexOf(agency.code)
		const move = covered[at] === true ? null : holeIn(map, at, { free, chosen: [], limit, then: covered }).moveUp
		const mover = move === null ? undefined : units.find(({ id }) => id === move.unit)
		const own = units.filter((unit) => unit.agency.id === agency.id && unit.onShift)
		return {
			area: agency,
			covered: covered[at] === true,
			inTime: counted[at]?.inTime ?? 0,
			points: counted[at]?.all ?? 0,
			free: own.filter(({ status }) => status === 'available').length,
			onShift: own.length,
			standing: units.flatMap(({ id, callSign, standsIn }) => (standsIn?.id === agency.id ? [{ id, callSign }] : [])),
			moveUp: move === null || mover === undefined ? null : { ...move, callSign: mover.callSign },
		}
	})
}

type TakenSql = { area: AgencyRef | null; type: IncidentType | null; n: number; p50: number; p90: number }

/** D275. From the call to the step, by area and type, by each alone, and together. The first of a step counts. */
export async function timesTaken(
	tx: Tx,
	bureau: string,
	set: { readonly from: Date; readonly measure: z.output<typeof dayMeasure> },
): Promise<TakenRow[]> {
	const { rows } = await sql<TakenSql>`
		with below as materialized (select descendant as id from identity.agency_closure where ancestor = ${bureau}),
		taken as (
			select i.agency_id, c.type, extract(epoch from min(t.at) - i.received_at)::float8 as seconds
			from below b join dispatch.incident i on i.agency_id = b.id and i.received_at >= ${set.from}
			join dispatch.classification c on c.id = i.classification_id
			join dispatch.incident_time t on t.incident_id = i.id and t.kind = ${set.measure}
			group by i.id, i.agency_id, i.received_at, c.type
		), summed as (
			select agency_id, type, count(*)::int as n, percentile_disc(0.5) within group (order by seconds) as p50,
				percentile_disc(0.9) within group (order by seconds) as p90
			from taken group by grouping sets ((agency_id, type), (agency_id), (type), ())
		)
		select case when a.id is null then null else ${agencyJson('a')} end as area, s.type, s.n, s.p50, s.p90
		from summed s left join identity.agency a on a.id = s.agency_id
		order by a.code nulls first, s.type nulls first`.execute(tx)
	const known = (n: number, value: number) => (n < fewest ? null : Math.round(value))
	return rows.map(({ area, type, n, p50, p90 }) => ({
		area,
		type,
		incidents: n,
		p50: known(n, p50),
		p90: known(n, p90),
	}))
}
