import type { Graph, Snapped } from './graph/graph.ts'
import { snap } from './graph/graph.ts'
import {
	atEnd,
	courseCost,
	type Seed,
	search,
	seedsInto,
	seedsOutOf,
	tailOf,
	unreached,
	within,
} from './graph/search.ts'
import { sweep } from './graph/sweep.ts'
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
	const left = remaining(graph, seedsInto(graph, end, cost, who), who, false, limit)
	sources.forEach((source, i) => {
		if (source === null) return
		const direct = within(graph, source, end, cost, who) ?? Number.POSITIVE_INFINITY
		const best = Math.min(direct, leastBy(graph, source, left, who))
		if (best <= limit) out[i] = best / 1000
	})
	return out
}

/** Least milliseconds from a source by either end of its edge: `seedsOutOf`, without making an object for every unit. */
function leastBy(graph: Graph, source: Snapped, left: (node: number) => number, who: number): number {
	let best = Number.POSITIVE_INFINITY
	for (let against = 0; against < 2; against++) {
		const course = source.edge * 2 + against
		const at = graph.firstOfCourse[course] as number
		if (at >= (graph.firstOfCourse[course + 1] as number)) continue
		const arc = graph.arcOfCourse[at] as number
		if (((graph.mask[arc] as number) & who) === 0) continue
		const share = against === 0 ? source.share : 1 - source.share
		const beyond = left(graph.head[arc] as number)
		if (beyond !== unreached) best = Math.min(best, Math.round((graph.ms[arc] as number) * (1 - share)) + beyond)
		if (share > atEnd) continue
		const here = left(tailOf(graph, arc))
		if (here !== unreached && here < best) best = here
	}
	return best
}

/**
 * Costs between the seeds and every node: swept over the hierarchy where it fits the driver, else by the plain search.
 * Both give the same milliseconds.
 */
function remaining(
	graph: Graph,
	seeds: readonly Seed[],
	who: number,
	forward: boolean,
	bound?: number,
): (node: number) => number {
	if (who === graph.hierarchy.who) {
		const { place } = graph.hierarchy
		const reach = sweep(graph.hierarchy, seeds, forward)
		return (node) => reach[place[node] as number] as number
	}
	const { reach } = search({ graph, cost: graph.ms, who, forward, ...(bound === undefined ? {} : { bound }) }, seeds)
	return (node) => reach[node] as number
}

/** Masks of who drives are below this. */
const kindsOfDriver = 256

type Kept = WeakMap<Snapped, { readonly key: number; readonly seeds: readonly Seed[] }>
/** Where a place leads into the network and out of it: coverage is asked many times for the same units. */
const outOf: Kept = new WeakMap()
const into: Kept = new WeakMap()

/** `key`: who drives, and what else the seeds hold. */
function once(kept: Kept, place: Snapped, key: number, find: () => readonly Seed[]): readonly Seed[] {
	let found = kept.get(place)
	if (found?.key !== key) {
		found = { key, seeds: find() }
		kept.set(place, found)
	}
	return found.seeds
}

/**
 * Seconds from the nearest of `positions` to each sample point, Infinity where there is no way: one search along the arcs
 * from all of them at once. Ask with and without the units about to be sent to see the coverage left behind.
 * @param options.delays seconds before each of the positions sets out, in their order; none when left out
 */
export function coverageSeconds(
	graph: Graph,
	positions: readonly (Snapped | null)[],
	samples: readonly (Snapped | null)[],
	{ who = emergency, delays = [] }: { readonly who?: number; readonly delays?: readonly number[] } = {},
): Float64Array {
	const cost = graph.ms
	const here = positions.flatMap((p, n) =>
		p === null ? [] : [{ place: p, edge: p.edge, wait: (delays[n] ?? 0) * 1000 }],
	)
	const onEdge = Map.groupBy(here, (p) => p.edge)
	const seeds = here.flatMap(({ place, wait }) =>
		once(outOf, place, who + wait * kindsOfDriver, () =>
			seedsOutOf(graph, place, cost, who).map((seed) => ({ ...seed, cost: seed.cost + wait })),
		),
	)
	const reached = remaining(graph, seeds, who, true)
	const seconds = new Float64Array(samples.length).fill(Number.POSITIVE_INFINITY)
	samples.forEach((sample, i) => {
		if (sample === null) return
		let best = Number.POSITIVE_INFINITY
		for (const goal of once(into, sample, who, () => seedsInto(graph, sample, cost, who))) {
			const at = reached(goal.node)
			if (at !== unreached && at + goal.cost < best) best = at + goal.cost
		}
		for (const { place, wait } of onEdge.get(sample.edge) ?? []) {
			const along = within(graph, place, sample, cost, who)
			if (along !== null) best = Math.min(best, along + wait)
		}
		seconds[i] = best / 1000
	})
	return seconds
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
