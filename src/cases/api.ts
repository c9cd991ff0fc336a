/** The only server door to cases: so far, who is who in a set of records. */
export { resolve } from './resolver/resolve.ts'
export type { Asked } from './rules/match/match.ts'
export { measurePairs, pairsOfGroups, type Truth } from './rules/match/measure.ts'
