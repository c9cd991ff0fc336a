import { facts, type IncidentType } from '../contract.ts'
import { priorityOf, typeFacts } from './tables.ts'

type Class = { readonly type: IncidentType; readonly priority: number }

const nothingKnown = facts.parse({})

/**
 * D226. Whether `after` is lesser than `before`: a later priority, a reported crime made none, or a type whose ordinary
 * priority, with nothing known, comes later.
 */
export function isLesser(before: Class, after: Class): boolean {
	if (after.priority > before.priority) return true
	if (after.type === before.type) return false
	if (typeFacts(before.type).reportedCrime && !typeFacts(after.type).reportedCrime) return true
	return priorityOf(after.type, nothingKnown).priority > priorityOf(before.type, nothingKnown).priority
}
