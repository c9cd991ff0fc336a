import { sql } from 'kysely'
import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { IncidentType } from '../contract.ts'
import type { Cover, Source, TownMap } from '../machine.ts'
import { pointsOf, townOf } from '../price/town-of.ts'
import { bestMove, coveredAreas, coverOf, opened } from '../rules/hole.ts'
import type { Ranking, UnitFacts } from '../rules/rank.ts'
import { stayOf, targetOf } from '../rules/tables.ts'

/** D270 to D272. What the units about to go leave behind: coverage, the areas nobody reaches in time, the move that helps most. */

/** An area that is left uncovered when the recommended units go. */
export type Hole = {
	/** Code of the station whose area it is. */
	readonly area: string
	/** Until one of its own is back; null when none of its own is out or goes. */
	readonly minutes: number | null
	readonly moveUp: { readonly unit: string; readonly driveSeconds: number } | null
}

export type Left = {
	readonly before: Cover | null
	/** By unit id: coverage once it, and those chosen before it, have gone. */
	readonly left: Readonly<Record<string, Cover>>
	/** By unit id: codes of the areas that its going, with those chosen before it, uncovers. */
	readonly uncovers: Readonly<Record<string, readonly string[]>>
	readonly holes: readonly Hole[]
}

type Standing = {
	readonly units: readonly UnitFacts[]
	readonly places: readonly (Point | null)[]
	readonly answer: Ranking
	readonly incident: { readonly type: IncidentType; readonly point: readonly [number, number] | null }
	/** D290. In how many of the holes a move is proposed. */
	readonly moves: number
}

/** Units for which the coverage left behind is worked out. */
const covered = 6
/** Holes told of, and units weighed for a move. */
const holesMost = 3
const movers = 8

/** D270. Seconds within which somebody free must be there for a point to be covered. */
export const coverLimit = (): number => targetOf('on_scene', 1).seconds

/** A free unit where it stands. */
export type Free = Source & {
	readonly unit: string
	readonly agency: string
	/** D293. It was told to stand in already. */
	readonly standsIn: boolean
}

/** @param names code of an agency by its id, for the units that stand */
export async function leftBehind(
	tx: Tx,
	map: TownMap,
	standing: Standing,
	names: (agencies: readonly string[]) => Promise<ReadonlyMap<string, string>>,
	now: Date,
): Promise<Left> {
	const { units, places, answer } = standing
	const free = units.flatMap(({ unit, agency, status, turnoutSeconds, standsIn = false }, at): Free[] => {
		const point = places[at] ?? null
		return status === 'available' && point !== null ? [{ unit, agency, point, turnoutSeconds, standsIn }] : []
	})
	const chosen = answer.ranked.filter((one) => one.chosen).map((one) => one.unit)
	const first = answer.ranked.slice(0, covered)
	const gone = [
		[],
		chosen,
		...first.map((one) =>
			one.chosen ? chosen.slice(0, chosen.indexOf(one.unit) + 1) : [...chosen.slice(0, -1), one.unit],
		),
	].map((ids) => new Set(ids.flatMap((unit) => free.findIndex((one) => one.unit === unit)).filter((at) => at >= 0)))
	const [before, after, ...each] = map.reachWithout(free, gone)
	if (before === undefined || after === undefined) return { before: null, left: {}, uncovers: {}, holes: [] }
	const points = pointsOf(map)
	const limit = coverLimit()
	const was = coveredAreas(before, points, limit)
	const left: Record<string, Cover> = {}
	const uncovers: Record<string, readonly string[]> = {}
	for (const [n, { unit }] of first.entries()) {
		const seconds = each[n]
		if (seconds === undefined) continue
		const cover = coverOf(seconds)
		if (cover !== null) left[unit] = cover
		uncovers[unit] = opened(was, coveredAreas(seconds, points, limit)).map((area) => points.codes[area] ?? '')
	}
	const then = coveredAreas(after, points, limit)
	const holes: Hole[] = []
	for (const area of opened(was, then).slice(0, holesMost)) {
		const hole = holeIn(map, area, { free, chosen, limit, then })
		const out = await backIn(tx, { ...standing, ...hole, area: points.codes[area] ?? '', chosen, map }, names, now)
		const moveUp = holes.length < standing.moves ? hole.moveUp : null
		holes.push({ area: points.codes[area] ?? '', minutes: out, moveUp })
	}
	return { before: coverOf(before), left, uncovers, holes }
}

type Gone = {
	readonly free: readonly Free[]
	readonly chosen: readonly string[]
	readonly limit: number
	readonly then: readonly boolean[]
}

/** D271. The middle of an uncovered area, and the move that helps most. */
export function holeIn(
	map: TownMap,
	area: number,
	{ free, chosen, limit, then }: Gone,
): Pick<Hole, 'moveUp'> & { middle: Point } {
	const at = townOf(map).middles[area] ?? -1
	const middle = map.points[at]
	if (middle === undefined) throw new Error('an area with points has a middle')
	const rest = free.filter(({ unit }) => !chosen.includes(unit))
	const drives = map.travelSeconds(
		middle,
		rest.map(({ point }) => point),
	)
	const near = rest
		.flatMap((unit, n) => {
			const drive = drives[n] ?? null
			return drive === null || unit.standsIn ? [] : [{ unit, n, driveSeconds: drive + unit.turnoutSeconds }]
		})
		.toSorted((a, b) => a.driveSeconds - b.driveSeconds || (a.unit.unit < b.unit.unit ? -1 : 1))
		.slice(0, movers)
	const without = map.reachWithout(
		rest,
		near.map(({ n }) => new Set([n])),
	)
	const there = map.reach([{ point: middle, turnoutSeconds: 0 }])
	const moves = near.map(({ unit, driveSeconds }, n) => ({
		driveSeconds,
		seconds: (without[n] ?? new Float64Array(0)).map((value, point) =>
			Math.min(value, (there[point] ?? Number.POSITIVE_INFINITY) + unit.turnoutSeconds),
		),
	}))
	const best = bestMove(moves, { hole: area, now: then, points: pointsOf(map), limit })
	const found = best === null ? undefined : near[best]
	return {
		middle,
		moveUp: found === undefined ? null : { unit: found.unit.unit, driveSeconds: Math.round(found.driveSeconds) },
	}
}

type BackInput = Standing & {
	readonly map: TownMap
	readonly area: string
	readonly middle: Point
	readonly chosen: readonly string[]
}

/** D272. Minutes until the first of the area's own units is back at its middle, by the table of stays. */
async function backIn(
	tx: Tx,
	{ units, places, incident, map, area, middle, chosen }: BackInput,
	names: (agencies: readonly string[]) => Promise<ReadonlyMap<string, string>>,
	now: Date,
): Promise<number | null> {
	const codes = await names([...new Set(units.map(({ agency }) => agency))])
	const own = units.flatMap((unit, n) => (codes.get(unit.agency) === area ? [{ unit, place: places[n] ?? null }] : []))
	const goes = own.filter(({ unit }) => chosen.includes(unit.unit))
	const out = own.filter(({ unit }) => unit.status !== 'available' && unit.status !== 'out_of_service')
	const left = await leftToStay(
		tx,
		out.map(({ unit }) => unit.unit),
		now,
	)
	const target: Point | null = incident.point === null ? null : [incident.point[0], incident.point[1]]
	const from = [...goes.map(() => target), ...out.map(({ place }) => place)]
	const ways = map.travelSeconds(middle, from)
	const times = [
		...goes.map(({ unit }) => (unit.travelSeconds ?? 0) + unit.turnoutSeconds + stayOf(incident.type) * 60),
		...out.map(({ unit }) => left.get(unit.unit) ?? null),
	].flatMap((stay, n) => (stay === null ? [] : [stay + (ways[n] ?? 0)]))
	return times.length === 0 ? null : Math.max(1, Math.round(Math.min(...times) / 60))
}

/** Longest way to a place that is still assumed for one that is not there yet. */
const onTheWay = 300

/** Seconds each of these is still out, as its incident's type usually takes. */
async function leftToStay(tx: Tx, units: readonly string[], now: Date): Promise<ReadonlyMap<string, number>> {
	if (units.length === 0) return new Map()
	const { rows } = await sql<{ unit: string; type: IncidentType; there: Date | null }>`
		select u.id as unit, c.type, a.on_scene_at as there from dispatch.unit u
		join dispatch.assignment a on a.id = u.assignment_id join dispatch.incident i on i.id = a.incident_id
		join dispatch.classification c on c.id = i.classification_id where u.id = any(${[...units]}::uuid[])`.execute(tx)
	return new Map(
		rows.map(({ unit, type, there }) => {
			const stay = stayOf(type) * 60
			return [unit, there === null ? onTheWay + stay : Math.max(60, stay - (now.getTime() - there.getTime()) / 1000)]
		}),
	)
}
