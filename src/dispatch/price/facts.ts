import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { noCrew } from '#kernel/identity/api.ts'
import type { RuleTable } from '#kernel/tables/api.ts'
import type { Facts, IncidentType, PricePolicy, UnitKind } from '../contract.ts'
import { crewsInUse, type TownMap } from '../machine.ts'
import { type PlanFacts } from '../rules/rank.ts'
import { planOf, stayOf, targetOf } from '../rules/tables.ts'
import { coverLimit } from '../store/holes.ts'
import { policies } from './policy.ts'
import type { PastIncident, StandingUnit, Trial } from './simulate.ts'
import { nearestPoint } from './town.ts'
import { townOf } from './town-of.ts'

/** D263. What a dry run is made from, read out of the database. */

export type PriceFacts = {
	readonly trials: readonly {
		readonly plan: 'in_force' | 'draft'
		readonly policy: PricePolicy
		readonly trial: Trial
	}[]
	readonly units: number
	readonly noPoint: number
	readonly noStay: number
	readonly coverSeconds: number
}

type Span = { readonly agency: string; readonly from: Date; readonly until: Date }

type IncidentRow = {
	area: string
	at: number
	type: IncidentType
	priority: number
	weapon: Facts['weapon'] | null
	level: number
	lon: number | null
	lat: number | null
	stay: number | null
}

/** Incidents of a bureau and its stations that began in the span, oldest first, with how long somebody stayed. */
async function readIncidents(tx: Tx, { agency, from, until }: Span): Promise<readonly IncidentRow[]> {
	const { rows } = await sql<IncidentRow>`
		with i as materialized (
			select o.id, o.agency_id, o.received_at, o.classification_id, o.place_id, o.level from dispatch.incident o
			where o.received_at >= ${from} and o.received_at < ${until}
				and o.agency_id in (select descendant from identity.agency_closure where ancestor = ${agency})
		), t as (
			select s.incident_id, extract(epoch from max(s.at) filter (where s.kind = 'cleared')
				- min(s.at) filter (where s.kind = 'on_scene'))::float8 as stay
			from dispatch.incident_time s where s.kind in ('on_scene', 'cleared') and s.at >= ${from} group by s.incident_id
		)
		select a.code as area, extract(epoch from i.received_at)::float8 as at, c.type, c.priority, c.facts ->> 'weapon' as weapon, i.level,
			p.lon, p.lat, t.stay
		from i join identity.agency a on a.id = i.agency_id
		join dispatch.classification c on c.id = i.classification_id
		left join dispatch.place p on p.id = i.place_id
		left join t on t.incident_id = i.id
		order by i.received_at, i.id`.execute(tx)
	return rows
}

type UnitRow = {
	id: string
	en: string
	kind: UnitKind
	area: string
	turnout: number
	lon: number | null
	lat: number | null
}

/** Units on shift now, of the bureau and its stations. */
async function readUnits(tx: Tx, agency: string): Promise<readonly UnitRow[]> {
	const { rows } = await sql<UnitRow>`
		select u.id, u.call_en as en, u.kind, a.code as area, u.turnout_seconds as turnout, l.lon, l.lat
		from dispatch.unit u join identity.agency a on a.id = u.agency_id
		left join dispatch.last_position l on l.unit_id = u.id
		where u.on_shift and u.agency_id in (select descendant from identity.agency_closure where ancestor = ${agency})
		order by u.id`.execute(tx)
	return rows
}

/** A plan by what an incident is, each asked of the table once. */
function planner(table: RuleTable | undefined) {
	const known = new Map<string, number>()
	const plans: PlanFacts[] = []
	const of = ({ type, priority, weapon: said, area, level }: IncidentRow): number => {
		const weapon = said ?? 'unknown'
		const key = `${type} ${priority} ${weapon} ${area} ${level}`
		let at = known.get(key)
		if (at === undefined) {
			const { rule: _rule, ...plan } = planOf({ type, priority, weapon, area, level }, table)
			at = plans.push(plan) - 1
			known.set(key, at)
		}
		return at
	}
	return { of, plans }
}

/** Longest stay believed: what stands open for days was not attended for days. */
const longestStay = 12 * 3_600

/** @param draft the drafted table, tried beside the one in force */
export async function priceFacts(tx: Tx, map: TownMap, span: Span, draft: RuleTable | null): Promise<PriceFacts> {
	const { town, middles } = townOf(map)
	const [found, standing, crews] = [
		await readIncidents(tx, span),
		await readUnits(tx, span.agency),
		await crewsInUse().at(tx, span.until),
	]
	const areaOf = (code: string) => town.areas.indexOf(code)
	const units = standing.map((unit): StandingUnit => {
		const area = areaOf(unit.area)
		const crew = crews.get(unit.id) ?? noCrew
		const middle = middles[area] ?? -1
		const home =
			middle >= 0 ? middle : unit.lon === null || unit.lat === null ? 0 : nearestPoint(town, unit.lon, unit.lat)
		return {
			en: unit.en,
			unit: unit.id,
			area: area < 0 ? (town.areaOf[home] ?? 0) : area,
			home,
			kind: unit.kind,
			sworn: crew.sworn,
			auxiliary: crew.auxiliary,
			credentials: crew.credentials,
			turnoutSeconds: unit.turnout,
		}
	})
	const placed = found.filter((row) => row.lon !== null && row.lat !== null)
	const noStay = placed.filter((row) => row.stay === null).length
	const targets = new Map<number, number>()
	const targetFor = (priority: number) => {
		const known = targets.get(priority) ?? targetOf('on_scene', priority).seconds
		targets.set(priority, known)
		return known
	}
	const stays = new Map<IncidentType, number>()
	const usual = (type: IncidentType) => {
		const known = stays.get(type) ?? stayOf(type) * 60
		stays.set(type, known)
		return known
	}
	const bare = placed.map((row) => ({
		row,
		point: nearestPoint(town, row.lon ?? 0, row.lat ?? 0),
		area: areaOf(row.area),
		targetSeconds: targetFor(row.priority),
		staySeconds: Math.min(longestStay, Math.max(0, row.stay ?? usual(row.type))),
	}))
	const coverSeconds = coverLimit()
	const tables = [
		{ plan: 'in_force' as const, table: undefined },
		...(draft === null ? [] : [{ plan: 'draft' as const, table: draft }]),
	]
	const trials = tables.flatMap(({ plan, table }) => {
		const { of, plans } = planner(table)
		const incidents = bare.map(
			({ row, ...rest }): PastIncident => ({
				...rest,
				at: row.at,
				priority: row.priority,
				plan: of(row),
			}),
		)
		return policies.map((policy) => ({ plan, policy, trial: { town, incidents, units, plans, policy, coverSeconds } }))
	})
	return { trials, units: units.length, noPoint: found.length - placed.length, noStay, coverSeconds }
}
