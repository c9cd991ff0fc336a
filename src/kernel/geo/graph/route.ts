import type { Position } from '../import/osm.ts'
import { emergency } from '../import/access.ts'
import { edgePoint, type Graph, metresBetween, type Snapped, snap } from './graph.ts'
import { anyArc, type Seed, search, seedsInto, seedsOutOf, tailOf, unreached, within } from './search.ts'

export type Route = {
	readonly metres: number
	readonly seconds: number
	readonly streets: readonly { readonly name_en: string; readonly name_zh: string; readonly metres: number }[]
	readonly line: readonly Position[]
}
export type RouteOptions = { readonly weight?: 'time' | 'distance'; readonly who?: number }

/** Part of a course that is driven: shares of its length, in its own direction. */
type Leg = { readonly course: number; readonly from: number; readonly to: number }

/**
 * The best way from one point to another, or null when there is none.
 * Points in degrees, WGS 84; metres and seconds along the roads, from the road nearest to each point.
 */
export function route(graph: Graph, from: Position, to: Position, options: RouteOptions = {}): Route | null {
	const who = options.who ?? emergency
	const start = snap(graph, from, 'from', who)
	const end = snap(graph, to, 'to', who)
	if (start === null || end === null) return null
	const legs = bestLegs(graph, start, end, options.weight === 'distance' ? graph.mm : graph.ms, who)
	return legs === null ? null : tell(graph, legs, start)
}

function bestLegs(graph: Graph, start: Snapped, end: Snapped, cost: Uint32Array, who: number): Leg[] | null {
	const seeds = seedsOutOf(graph, start, cost, who)
	const goals = new Map<number, Seed>()
	for (const goal of seedsInto(graph, end, cost, who)) {
		const known = goals.get(goal.node)
		if (known === undefined || goal.cost < known.cost) goals.set(goal.node, goal)
	}
	const direct = within(graph, start, end, cost, who)
	let best = direct ?? Number.POSITIVE_INFINITY
	let goal: Seed | null = null
	const done = (node: number, at: number) => {
		const here = goals.get(node)
		if (here !== undefined && at + here.cost < best) {
			best = at + here.cost
			goal = here
		}
		return at >= best
	}
	const { via } = search({ graph, cost, who, forward: true, done }, seeds)
	if (goal === null) return direct === null ? null : directLeg(start, end)
	return legsTo(graph, goal, seeds, via, start, end)
}

/** Share of the edge in the direction of a course. */
const shareOn = (course: number, place: Snapped) => ((course & 1) === 0 ? place.share : 1 - place.share)

function directLeg(start: Snapped, end: Snapped): Leg[] {
	const course = start.edge * 2 + (end.share < start.share ? 1 : 0)
	return [{ course, from: shareOn(course, start), to: shareOn(course, end) }]
}

function legsTo(
	graph: Graph,
	goal: Seed,
	seeds: readonly Seed[],
	via: Uint32Array,
	start: Snapped,
	end: Snapped,
): Leg[] {
	const middle: Leg[] = []
	let node = goal.node
	for (let arc = via[node] ?? unreached; arc !== unreached; arc = via[node] ?? unreached) {
		middle.push({ course: graph.course[arc] ?? 0, from: 0, to: 1 })
		node = tailOf(graph, arc)
	}
	const first = seeds.filter((s) => s.node === node).sort((a, b) => a.cost - b.cost)[0]
	const legs = middle.reverse()
	if (first !== undefined) legs.unshift({ course: first.course, from: shareOn(first.course, start), to: first.nodeAt })
	legs.push({ course: goal.course, from: goal.nodeAt, to: shareOn(goal.course, end) })
	return legs
}

function tell(graph: Graph, legs: readonly Leg[], start: Snapped): Route {
	let mm = 0
	let ms = 0
	const streets: { name: number; mm: number }[] = []
	const line: Position[] = [start.point]
	for (const leg of legs) {
		const arc = anyArc(graph, leg.course) ?? 0
		const here = (graph.mm[arc] ?? 0) * (leg.to - leg.from)
		mm += here
		ms += (graph.ms[arc] ?? 0) * (leg.to - leg.from)
		const name = graph.edgeName[leg.course >> 1] ?? 0
		const last = streets.at(-1)
		if (last?.name === name) last.mm += here
		else if (here > 0) streets.push({ name, mm: here })
		drawLeg(graph, leg, line)
	}
	return {
		metres: Math.round(mm / 100) / 10,
		seconds: Math.round(ms / 100) / 10,
		streets: streets.map(({ name, mm: m }) => ({
			name_en: graph.names[name]?.en ?? '',
			name_zh: graph.names[name]?.zh ?? '',
			metres: Math.round(m / 100) / 10,
		})),
		line,
	}
}

/** Adds the driven part of a course to the line. */
function drawLeg(graph: Graph, leg: Leg, line: Position[]): void {
	const edge = leg.course >> 1
	const points: Position[] = []
	for (let i = graph.firstPoint[edge] ?? 0; i < (graph.firstPoint[edge + 1] ?? 0); i++) points.push(edgePoint(graph, i))
	if ((leg.course & 1) === 1) points.reverse()
	const lengths = points.slice(1).map((p, i) => metresBetween(points[i] ?? p, p))
	const total = lengths.reduce((a, b) => a + b, 0)
	const from = leg.from * total
	const to = leg.to * total
	let before = 0
	const put = (p: Position) => {
		const last = line.at(-1)
		if (last === undefined || last[0] !== p[0] || last[1] !== p[1]) line.push(p)
	}
	lengths.forEach((length, i) => {
		const a = points[i] ?? [0, 0]
		const b = points[i + 1] ?? a
		const at = (m: number): Position => {
			const t = length === 0 ? 0 : Math.min(1, Math.max(0, (m - before) / length))
			return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
		}
		if (before + length > from && before < to) {
			put(at(from))
			put(at(to))
		}
		before += length
	})
}
