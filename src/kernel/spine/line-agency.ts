import type { EntryFacts } from '../ledger/leaf.ts'
import { isUuid } from '../powers/filter.ts'
import type { Subject } from '../powers/subject.ts'
import type { Who } from '../who.ts'

/**
 * L14. The agency a line stands under: the actor's own; for the system and for somebody not signed in, who have none, the
 * agency of what was acted on. `none` when neither has one.
 */
export function lineAgency(who: Who, subject: Subject | null): string {
	const owner = subject?.attributes['agency']
	return !isUuid(who.agency) && typeof owner === 'string' && isUuid(owner) ? owner : who.agency
}

/** A subject as a line names it. */
export function named(subject: Subject | null): EntryFacts['subject'] {
	return subject === null ? null : { type: subject.resource.type, id: subject.id }
}
