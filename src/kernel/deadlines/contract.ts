/** The contract of deadlines: what screens and other rooms may know of it. */

export * from './contract/acts.ts'
export * from './contract/resources.ts'
export * from './contract/views.ts'
