import { join } from 'node:path'
import { kernelFolder } from '../folder.ts'
import type { Slice } from '../slice.ts'
import { mapResource } from './contract.ts'
import { listAreasView } from './views/list-areas.ts'
import { reversePlaceView } from './views/reverse-place.ts'
import { searchPlaceView } from './views/search-place.ts'
import { showBlocksView } from './views/show-blocks.ts'
import { showRouteView } from './views/show-route.ts'

/** The only server door to the map. */

export { type Datum, type Located, locate } from './datum.ts'
export { findPlace, type NamedPlace } from './find-place.ts'
export { type Graph, metresBetween, type Snapped } from './graph/graph.ts'
export { type Route, route } from './graph/route.ts'
export { type ImportedMap, type ImportStep, importMap } from './import/import-map.ts'
export {
	areaOf,
	areasOf,
	type CurrentMap,
	findMap,
	type NearestAddress,
	nearestAddress,
} from './places.ts'
export { coverageSeconds, samplePoints, snapSources, travelTimes } from './reverse.ts'
export { mapFolder, openRoads, ourRoads } from './roads.ts'

export const geoSlice: Slice = {
	name: 'geo',
	folder: join(kernelFolder, 'geo'),
	resources: [mapResource],
	acts: [],
	views: [searchPlaceView, reversePlaceView, showRouteView, listAreasView, showBlocksView],
}
