/** Everything funds can do and show. Screens import this and nothing else of the slice. */

export * from './contract/bank-lists.ts'
export * from './contract/attribution.ts'
export * from './contract/freeze.ts'
export * from './contract/lists.ts'
export * from './contract/measure.ts'
export * from './contract/measure-lists.ts'
export * from './contract/measure-shapes.ts'
export * from './contract/money.ts'
export * from './contract/resources.ts'
export * from './contract/request.ts'
