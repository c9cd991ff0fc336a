import { Refusal } from '#kernel/refusal.ts'
import type { Disposition, IncidentState } from '../contract.ts'

/** How incidents end. Pure. */

/** Dispositions that say nothing about a scene: possible before anyone arrived. */
const withoutArrival: ReadonlySet<Disposition> = new Set(['advised', 'handed_to_service', 'duplicate'])

export function needsArrival(disposition: Disposition): boolean {
	return !withoutArrival.has(disposition)
}

/** D22. @throws Refusal `wrong_state` */
export function mustDispose(facts: {
	readonly state: IncidentState
	readonly arrived: boolean
	readonly disposition: Disposition
}): void {
	if (facts.state === 'closed' || facts.state === 'accepted_for_decision') throw ended(facts.state)
	if (facts.arrived || !needsArrival(facts.disposition)) return
	throw new Refusal(
		'wrong_state',
		{
			en: 'No unit has arrived. This disposition can be entered after arrival.',
			zh: '还没有单元到场。到场后才能填这个处置结果。',
		},
		{ rule: 'D22', field: 'disposition' },
	)
}

/**
 * D22, D23. Where closing leads: a reported crime is accepted for decision, unless another incident already carries it.
 * @throws Refusal `wrong_state` when it cannot be closed yet
 */
export function endOf(facts: {
	readonly state: IncidentState
	readonly disposition: Disposition | null
	readonly everReportedCrime: boolean
	readonly unitsOnIt: number
}): 'closed' | 'accepted_for_decision' {
	if (facts.state === 'closed' || facts.state === 'accepted_for_decision') throw ended(facts.state)
	if (facts.unitsOnIt > 0)
		throw new Refusal(
			'wrong_state',
			{ en: 'A unit is still on it. Clear the unit first.', zh: '还有单元在处，先完成处警。' },
			{ rule: 'D22', extra: { units: facts.unitsOnIt } },
		)
	if (facts.disposition === null)
		throw new Refusal(
			'wrong_state',
			{ en: 'It has no disposition yet. Enter how it ended.', zh: '还没有处置结果，请先填写。' },
			{ rule: 'D22' },
		)
	return facts.everReportedCrime && facts.disposition !== 'duplicate' ? 'accepted_for_decision' : 'closed'
}

/** Whole minutes since it was closed; the power to reopen asks for them (D24). */
export function minutesSince(closedAt: Date | null, now: Date): number {
	return closedAt === null ? 0 : Math.max(0, Math.floor((now.getTime() - closedAt.getTime()) / 60_000))
}

function ended(state: IncidentState): Refusal {
	return new Refusal(
		'wrong_state',
		state === 'closed'
			? { en: 'It is closed. Reopen it first, with a reason.', zh: '已经办结。要改先注明原因重新打开。' }
			: { en: 'It is accepted for decision. What follows is not decided here.', zh: '已受案待决，后续不在这里办。' },
		{ rule: 'D21', extra: { state } },
	)
}

/** The desk's section for a state. */
export function sectionOf(state: IncidentState): 'to_dispatch' | 'in_progress' | 'to_close' | 'done' {
	if (state === 'waiting') return 'to_dispatch'
	if (state === 'in_progress') return 'in_progress'
	return state === 'cleared' ? 'to_close' : 'done'
}
