import type { RegimeBody } from '../contract/bodies.ts'
import type { PartShown, SumShown } from '../contract.ts'
import { dateOf, type KeptPart } from '../sum.ts'

/** In what a regime's parts count. */
export function countsOf({ unit, liberty }: RegimeBody): SumShown['counts'] {
	return !liberty && ['days', 'working_days', 'months'].includes(unit) ? 'days' : 'minutes'
}

export function shownParts(parts: readonly KeptPart[]): PartShown[] {
	return parts.map((part) => ({
		from: dateOf(part.from).toISOString(),
		until: dateOf(part.until).toISOString(),
		why: part.why,
		counts: part.counts,
		name: part.name ?? null,
		ground: part.ground ?? null,
	}))
}
