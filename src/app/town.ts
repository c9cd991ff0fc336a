import type { Point } from '#kernel/contract/scalars.ts'
import type { Store } from '#kernel/db/store.ts'
import { findPlace } from '#kernel/geo/find-place.ts'
import type { Graph, Snapped } from '#kernel/geo/graph/graph.ts'
import { areaOf, findMap, nearestAddress } from '#kernel/geo/places.ts'
import { coverageLeft, samplePoints, snapSources, travelTimes } from '#kernel/geo/reverse.ts'
import type { Roads } from '#kernel/geo/roads.ts'
import type { MapPlace, TownMap } from '#dispatch/machine.ts'

/** Farther than this from an address, its words say nothing about a point. */
const nearMetres = 150

/** What dispatch asks of the map in use, answered by the map's files and rows; null while there is no map. */
export async function openTown(store: Store, roads: Roads): Promise<(TownMap & { readonly graph: Graph }) | null> {
	const map = await store.transact('seawall_app', (tx) => findMap(tx))
	if (map === null) return null
	const graph = await roads.of(map.version)
	const samples = samplePoints(graph)
	const snapped = new SnapMemory(graph)
	return {
		graph,
		version: map.version,
		inside: ([lon, lat]) => lon >= map.west && lon <= map.east && lat >= map.south && lat <= map.north,
		async place(tx, id) {
			const found = await findPlace(tx, id)
			return found === null ? null : mapPlace(found)
		},
		async near(tx, point) {
			const found = await nearestAddress(tx, point)
			return found === null || found.metres > nearMetres ? null : mapPlace(found)
		},
		station: (tx, point) => areaOf(tx, point),
		travelSeconds(target, sources) {
			const times = travelTimes(
				graph,
				[...target],
				sources.map((source) => (source === null ? null : snapped.of(source))),
			)
			return [...times].map((seconds) => (Number.isFinite(seconds) ? seconds : null))
		},
		cover(sources) {
			if (sources.length === 0) return null
			const { worst, mean } = coverageLeft(
				graph,
				sources.map((source) => snapped.of(source)),
				samples,
			)
			return { worstSeconds: worst, meanSeconds: mean }
		},
	}
}

function mapPlace(found: {
	id: string
	label_en: string
	label_zh: string
	point: readonly [number, number]
}): MapPlace {
	return { id: found.id, en: found.label_en, zh: found.label_zh, point: [found.point[0], found.point[1]] }
}

/** Units that stand still are put on the network once. */
class SnapMemory {
	readonly #graph: Graph
	#known = new Map<string, Snapped | null>()
	constructor(graph: Graph) {
		this.#graph = graph
	}
	of(point: Point): Snapped | null {
		const key = `${point[0]} ${point[1]}`
		const known = this.#known.get(key)
		if (known !== undefined) return known
		const [found = null] = snapSources(this.#graph, [[point[0], point[1]]])
		if (this.#known.size > 20_000) this.#known = new Map()
		this.#known.set(key, found)
		return found
	}
}
