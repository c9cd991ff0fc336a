/** Everything warnings can do and show. Screens import this and nothing else of the slice. */

export * from './contract/carried.ts'
export * from './contract/connectors.ts'
export * from './contract/lists.ts'
export * from './contract/outside.ts'
export * from './contract/shapes.ts'
export * from './contract/warning.ts'
