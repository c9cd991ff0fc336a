/** The contract of matters: everything screens and other rooms may know of it. */

export * from './contract/drawings.ts'
export * from './contract/holds.ts'
export * from './contract/matter.ts'
export * from './contract/plans.ts'
export * from './contract/tasks.ts'
export * from './contract/process.ts'
export * from './contract/ready.ts'
export * from './contract/timers.ts'
