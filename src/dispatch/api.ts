import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Slice } from '#kernel/slice.ts'
import { acts } from './acts.ts'
import { briefs } from './briefs.ts'
import { dispatchDuties } from './duties.ts'
import { incidentFacts } from './facts.ts'
import { cotFeed, dispatchConnectors, osmAndFeed, ownTracksFeed, positionsFeed, telephonyFeed } from './contract.ts'
import { resources } from './resources.ts'
import { recorded } from './store/recorded.ts'
import { handsOverIncident, lendsUnits } from './store/hand-over.ts'
import { tellsOfIncident } from './store/telling.ts'
import { views } from './views.ts'

/** The only server door to dispatch. */

export { checkSample, type SampleChecked } from './check-sample.ts'
export { importCalls, readMapping } from './import/import.ts'
export { FileFault } from './import/read.ts'
export { openTownMap } from './town-map.ts'
export { equipDispatch, type MapPlace, type TownMap } from './machine.ts'
export { forgetPositions, loadPositions, movedSince, positionOf, savePositions, takeFix } from './positions.ts'
export { dispatchRoutes } from './doors.ts'
export { type DemoUnit, type DispatchDemo, seedDispatchDemo } from './demo/seed.ts'
export { dispatchFeed } from './feeds.ts'
export { dispatchFrame } from './frame.ts'
export { startDispatch } from './replay/run.ts'
export { toldOfIncident } from './store/telling.ts'
export { dispatchWorkers } from './workers.ts'

export const dispatchSlice: Slice = {
	name: 'dispatch',
	folder: dirname(fileURLToPath(import.meta.url)),
	resources,
	acts,
	views,
	briefs,
	facts: [incidentFacts],
	duties: [dispatchDuties],
	connectors: dispatchConnectors,
	feeds: [telephonyFeed, positionsFeed, ownTracksFeed, osmAndFeed, cotFeed],
	handsOver: { incident: handsOverIncident },
	tells: { incident: tellsOfIncident },
	recorded,
	mayHold: { 'dispatch.incident': ['closed', 'accepted_for_decision'] },
	lends: lendsUnits,
}
