/** Everything dispatch can do and show. Screens import this and nothing else of the slice. */

export * from './contract/calls.ts'
export * from './contract/desk.ts'
export * from './contract/feeds.ts'
export * from './contract/follow.ts'
export * from './contract/hazards.ts'
export * from './contract/incidents.ts'
export * from './contract/lists.ts'
export * from './contract/relief.ts'
export * from './contract/replay.ts'
export * from './contract/shapes.ts'
export * from './contract/trackers.ts'
export * from './contract/units.ts'
