import type { PublishedRuleShape } from '../../../powers/contract.ts'

/** How far a version has come. */
export type RuleState = 'proposed' | 'reviewed' | 'in-force' | 'to-come' | 'over' | 'refused'

/** The order in which the book shows them: what waits for somebody first. */
export const stateOrder = ['proposed', 'reviewed', 'in-force', 'to-come', 'over', 'refused'] as const

/** @param now milliseconds */
export function stateOf(rule: PublishedRuleShape, now: number): RuleState {
	if (rule.refused !== null) return 'refused'
	if (rule.approved === null) return rule.reviewed === null ? 'proposed' : 'reviewed'
	if (rule.inForce) return 'in-force'
	const ended = rule.until !== null && Date.parse(rule.until) <= now
	return Date.parse(rule.from) > now && !ended ? 'to-come' : 'over'
}
