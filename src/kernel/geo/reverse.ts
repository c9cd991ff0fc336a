import type { Graph, Snapped } from './graph/graph.ts'
import { snap } from './graph/graph.ts'
import { courseCost, search, seedsInto, seedsOutOf, unreached, within } from './graph/search.ts'
import { emergency } from './import/access.ts'
import type { Position } from './import/osm.ts'

/** Travel times for dispatch: one search against the arcs from the incident answers for every unit at once. */

export type TravelOptions = {
	/** Bits of who drives (`car`, `emergency` in import/access.ts); an emergency vehicle by default. */
	readonly who?: number
	/** Seconds beyond which a unit is of no use and gets Infinity. */
	readonly bound?: number
}

/** Puts units' places on the network, once per position. Null: no road near, or none that leads to the main network. */
export function snapSources(graph: Graph, points: readonly Position[], who = emergency): (Snapped | null)[] {
	return points.map((p) => snap(graph, p, 'from', who))
}

/**
 * Seconds each source needs to the target along the roads, in order of the sources; Infinity where there is no way.
 * Whole milliseconds inside, so the same map version and the same places give the same seconds for ever.
 */
export function travelTimes(
	graph: Graph,
	target: Position,
	sources: readonly (Snapped | null)[],
	{ who = emergency, bound = Number.POSITIVE_INFINITY }: TravelOptions = {},
): Float64Array {
	const out = new Float64Array(sources.length).fill(Number.POSITIVE_INFINITY)
	const end = snap(graph, target, 'to', who)
	if (end === null) return out
	const cost = graph.ms
	const limit = Math.min(bound * 1000, unreached - 1)
	const starts = sources.map((s) => (s === null ? [] : seedsOutOf(graph, s, cost, who)))
	const done = whenAllSettled(graph, starts)
	const { reach } = search({ graph, cost, who, forward: false, done, bound: limit }, seedsInto(graph, end, cost, who))
	sources.forEach((source, i) => {
		if (source === null) return
		let best = within(graph, source, end, cost, who) ?? Number.POSITIVE_INFINITY
		for (const start of starts[i] ?? []) {
			const rest = reach[start.node] as number
			if (rest !== unreached && rest + start.cost < best) best = rest + start.cost
		}
		if (best <= limit) out[i] = best / 1000
	})
	return out
}

/** Stops a search once every node that a source could leave by is settled. */
function whenAllSettled(
	graph: Graph,
	starts: readonly (readonly { readonly node: number }[])[],
): (node: number) => boolean {
	const wanted = new Uint8Array(graph.nodes)
	let left = 0
	for (const list of starts)
		for (const { node } of list)
			if (wanted[node] === 0) {
				wanted[node] = 1
				left += 1
			}
	return (node) => {
		if (wanted[node] === 0) return false
		wanted[node] = 0
		left -= 1
		return left === 0
	}
}

export type Coverage = {
	/** Seconds from the nearest unit to the worst-served sample point; Infinity when one cannot be reached at all. */
	readonly worst: number
	/** Mean over the points that can be reached. */
	readonly mean: number
	/** Index of the worst-served point, -1 without points. */
	readonly worstAt: number
	readonly seconds: Float64Array
}

/**
 * How well units at `positions` cover the sample points: one search along the arcs from all of them at once.
 * Ask with and without the units about to be sent to see the coverage left behind.
 */
export function coverageLeft(
	graph: Graph,
	positions: readonly (Snapped | null)[],
	samples: readonly (Snapped | null)[],
	who = emergency,
): Coverage {
	const cost = graph.ms
	const here = positions.filter((p) => p !== null)
	const seeds = here.flatMap((p) => seedsOutOf(graph, p, cost, who))
	const { reach } = search({ graph, cost, who, forward: true }, seeds)
	const seconds = new Float64Array(samples.length).fill(Number.POSITIVE_INFINITY)
	samples.forEach((sample, i) => {
		if (sample === null) return
		let best = Number.POSITIVE_INFINITY
		for (const goal of seedsInto(graph, sample, cost, who)) {
			const at = reach[goal.node] as number
			if (at !== unreached && at + goal.cost < best) best = at + goal.cost
		}
		for (const p of here) if (p.edge === sample.edge) best = Math.min(best, within(graph, p, sample, cost, who) ?? best)
		seconds[i] = best / 1000
	})
	return summary(samples, seconds)
}

function summary(samples: readonly (Snapped | null)[], seconds: Float64Array): Coverage {
	let worstAt = -1
	let sum = 0
	let count = 0
	seconds.forEach((s, i) => {
		if (samples[i] === null) return
		if (worstAt < 0 || s > (seconds[worstAt] ?? 0)) worstAt = i
		if (s === Number.POSITIVE_INFINITY) return
		sum += s
		count += 1
	})
	return { worst: worstAt < 0 ? 0 : (seconds[worstAt] ?? 0), mean: count === 0 ? 0 : sum / count, worstAt, seconds }
}

/** Demand sample points: the middles of every `every`-th edge, in edge order; on the network already. */
export function samplePoints(graph: Graph, most = 200): Snapped[] {
	const edges = graph.reached.length
	const step = Math.max(1, Math.floor(edges / most))
	const out: Snapped[] = []
	for (let edge = 0; edge < edges; edge += step) {
		if (((graph.reached[edge] ?? 0) & emergency) === 0) continue
		if (courseCost(graph, edge * 2, graph.mm, emergency) === 0) continue
		const middle = ((graph.firstPoint[edge] ?? 0) + (graph.firstPoint[edge + 1] ?? 0)) >> 1
		const point: Position = [(graph.points[2 * middle] ?? 0) / 1e7, (graph.points[2 * middle + 1] ?? 0) / 1e7]
		out.push({ edge, share: 0.5, point, off: 0 })
	}
	return out
}
