import type { TownMap } from '../machine.ts'
import { type AreaPoints, areaPoints } from '../rules/hole.ts'
import { middles, type Town } from './town.ts'

export type KnownTown = { readonly town: Town; readonly middles: Int32Array }

const pointsKnown = new WeakMap<TownMap, AreaPoints>()
const townsKnown = new WeakMap<TownMap, KnownTown>()

/** The demand points of the map in use by area, by code. Costs next to nothing: every card asks for it. */
export function pointsOf(map: TownMap): AreaPoints {
	const found = pointsKnown.get(map) ?? areaPoints(map.areas)
	pointsKnown.set(map, found)
	return found
}

/** The same with the seconds between them and the middle of each area: a sweep of the roads for every point, once a map. */
export function townOf(map: TownMap): KnownTown {
	let found = townsKnown.get(map)
	if (found === undefined) {
		const { areaOf, codes } = pointsOf(map)
		const town: Town = {
			mapVersion: map.version,
			points: map.points.length,
			places: Float64Array.from(map.points.flatMap(([lon, lat]) => [lon, lat])),
			areaOf,
			areas: codes,
			seconds: map.between(),
		}
		found = { town, middles: middles(town) }
		townsKnown.set(map, found)
	}
	return found
}
