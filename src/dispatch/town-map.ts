import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import {
	areaOf,
	coverageLeft,
	findMap,
	findPlace,
	nearestAddress,
	ourRoads,
	samplePoints,
	snapSources,
	travelTimes,
} from '#kernel/geo/api.ts'
import type { TownMap } from './machine.ts'

/** Further from the nearest address than this, a point has no words of its own. */
const nearMetres = 150

/** The map in use with its road graph, as dispatch asks it. Null before the first import. */
export async function openTownMap(tx: Tx): Promise<TownMap | null> {
	const map = await findMap(tx)
	if (map === null) return null
	const graph = await ourRoads().of(map.version)
	const samples = samplePoints(graph)
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
		travelSeconds(target, sources) {
			const known = sources.flatMap((point, n): { n: number; point: Point }[] => (point === null ? [] : [{ n, point }]))
			const seconds = travelTimes(
				graph,
				target,
				snapSources(
					graph,
					known.map((one) => one.point),
				),
			)
			const out: (number | null)[] = sources.map(() => null)
			known.forEach(({ n }, at) => {
				const value = seconds[at]
				out[n] = value === undefined || !Number.isFinite(value) ? null : value
			})
			return out
		},
		cover(sources) {
			if (sources.length === 0) return null
			const { seconds } = coverageLeft(graph, snapSources(graph, sources), samples)
			const reached = [...seconds].filter((value) => Number.isFinite(value))
			if (reached.length === 0) return null
			const mean = reached.reduce((sum, value) => sum + value, 0) / reached.length
			return { worstSeconds: Math.round(Math.max(...reached)), meanSeconds: Math.round(mean) }
		},
	}
}
