import type { TraceEnd } from '../contract/trace-shapes.ts'
import type { PayeeKind } from '../contract.ts'

/** F243. What is known of an account where money of a victim came. */
export type EndFacts = {
	readonly kind: PayeeKind
	/** '' while the institution is not known. */
	readonly bank: string
	readonly lastIn: Date | null
	/** Until when statements tell of it. */
	readonly knownUntil: Date | null
	readonly estimateMinor: number
}

/** What was handed over in person: nobody keeps an account of it. */
export const isHandedOver = (kind: PayeeKind): boolean => kind === 'cash' || kind === 'gold'

/** No institution keeps it that could be asked or told to stop. */
export const isOutOfReach = ({ kind, bank }: Pick<EndFacts, 'kind' | 'bank'>): boolean =>
	isHandedOver(kind) || (kind === 'crypto' && bank === '')

/**
 * F243. Cashed out: handed over in person. Moved on: nothing of it is left by the rule. Still here: something is left, and a
 * statement tells of the time after it came. Else it leaves our data: what became of it stands in a statement we lack.
 */
export function endOf(facts: EndFacts): TraceEnd {
	if (isHandedOver(facts.kind)) return 'cashed_out'
	if (facts.estimateMinor === 0) return 'moved_on'
	const { lastIn, knownUntil } = facts
	return knownUntil !== null && (lastIn === null || knownUntil >= lastIn) ? 'still_here' : 'leaves_data'
}
