import type { TownMap } from '../machine.ts'
import { type AreaPoints, areaPoints } from '../rules/hole.ts'
import { middles, type Town } from './town.ts'

export type KnownTown = { readonly town: Town; readonly points: AreaPoints; readonly middles: Int32Array }

const known = new WeakMap<TownMap, KnownTown>()

/** The demand points of the map in use with their areas, by code, and the middle of each. Worked out once a map. */
export function townOf(map: TownMap): KnownTown {
	let found = known.get(map)
	if (found === undefined) {
		const points = areaPoints(map.areas)
		const town: Town = {
			mapVersion: map.version,
			points: map.points.length,
			places: Float64Array.from(map.points.flatMap(([lon, lat]) => [lon, lat])),
			areaOf: points.areaOf,
			areas: points.codes,
			seconds: map.between(),
		}
		found = { town, points, middles: middles(town) }
		known.set(map, found)
	}
	return found
}
