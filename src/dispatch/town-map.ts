import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import {
	areaOf,
	areasOf,
	coverageSeconds,
	findMap,
	findPlace,
	type Graph,
	nearestAddress,
	ourRoads,
	samplePoints,
	type Snapped,
	snapSources,
	travelTimes,
} from '#kernel/geo/api.ts'
import type { Source, TownMap } from './machine.ts'

/** Further from the nearest address than this, a point has no words of its own. */
const nearMetres = 150

/** The map in use with its road graph, as dispatch asks it. Null before the first import. */
export async function openTownMap(tx: Tx): Promise<TownMap | null> {
	const map = await findMap(tx)
	if (map === null) return null
	const graph = await ourRoads().of(map.version)
	const roads = roadsOver(graph)
	return {
		version: map.version,
		inside: ([lon, lat]) => lon >= map.west && lon <= map.east && lat >= map.south && lat <= map.north,
		async place(at, id) {
			const found = await findPlace(at, id)
			return found === null
				? null
				: { id: found.id, en: found.label_en, zh: found.label_zh, point: [found.point[0], found.point[1]] }
		},
		async near(at, point) {
			const found = await nearestAddress(at, point)
			if (found === null || found.metres > nearMetres) return null
			return { id: found.id, en: found.label_en, zh: found.label_zh, point: [found.point[0], found.point[1]] }
		},
		station: (at, point) => areaOf(at, point),
		...roads,
		areas: await areasOf(tx, roads.points),
	}
}

/** Places remembered on the network; a unit that stands still is not looked for on every card. */
const remembered = 20_000

/** Travel and coverage on a road graph. */
export function roadsOver(
	graph: Graph,
): Pick<TownMap, 'travelSeconds' | 'reach' | 'reachWithout' | 'points' | 'between'> {
	const samples = samplePoints(graph)
	let known = new Map<string, Snapped | null>()
	let spread: Float32Array | null = null
	/** The same point asked again while one card is made. */
	const asked = new WeakMap<Point, Snapped | null>()
	const onRoad = (point: Point): Snapped | null => {
		const again = asked.get(point)
		if (again !== undefined) return again
		const key = point.join()
		let found = known.get(key)
		if (found === undefined) {
			found = snapSources(graph, [point])[0] ?? null
			if (known.size >= remembered) known = new Map()
			known.set(key, found)
		}
		asked.set(point, found)
		return found
	}
	const reach = (sources: readonly Source[]) =>
		coverageSeconds(
			graph,
			sources.map(({ point }) => onRoad(point)),
			samples,
			{ delays: sources.map(({ turnoutSeconds }) => turnoutSeconds) },
		)
	return {
		points: samples.map(({ point: [lon, lat] }) => [lon, lat]),
		travelSeconds(target, sources) {
			const seconds = travelTimes(
				graph,
				target,
				sources.map((point) => (point === null ? null : onRoad(point))),
			)
			return sources.map((_, n) => {
				const value = seconds[n] ?? Number.POSITIVE_INFINITY
				return Number.isFinite(value) ? value : null
			})
		},
		reach,
		reachWithout,
		between() {
			spread ??= Float32Array.from(samples.flatMap((from) => [...coverageSeconds(graph, [from], samples)]))
			return spread
		},
	}

	/**
	 * Everyone who is always there is swept over the roads at once, each who may go alone; what is left without some of them
	 * is the least of the rest, so that many questions about the same units cost little more than one.
	 */
	function reachWithout(sources: readonly Source[], gone: readonly ReadonlySet<number>[]): readonly Float64Array[] {
		const mayGo = new Set(gone.flatMap((one) => [...one]))
		const always = reach(sources.filter((_, n) => !mayGo.has(n)))
		const alone = [...mayGo].map((n) => ({ n, seconds: reach(sources.slice(n, n + 1)) }))
		return gone.map((without) => {
			const here = alone.filter(({ n }) => !without.has(n))
			return always.map((value, at) =>
				here.reduce((least, { seconds }) => Math.min(least, seconds[at] ?? least), value),
			)
		})
	}
}
