import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Slice } from '#kernel/slice.ts'
import { acts } from './acts.ts'
import { positionsFeed, telephonyFeed } from './contract.ts'
import { resources } from './resources.ts'
import { views } from './views.ts'

/** The only server door to dispatch. */

export { openTownMap } from './town-map.ts'
export { equipDispatch, type MapPlace, type TownMap } from './machine.ts'
export { forgetPositions, loadPositions, movedSince, positionOf, savePositions, takeFix } from './positions.ts'
export { dispatchRoutes } from './doors.ts'
export { type DemoUnit, type DispatchDemo, seedDispatchDemo } from './demo/seed.ts'
export { dispatchFeed } from './feeds.ts'
export { dispatchFrame } from './frame.ts'
export { startDispatch } from './replay/run.ts'
export { dispatchWorkers } from './workers.ts'

export const dispatchSlice: Slice = {
	name: 'dispatch',
	folder: dirname(fileURLToPath(import.meta.url)),
	resources,
	acts,
	views,
	feeds: [telephonyFeed, positionsFeed],
}
