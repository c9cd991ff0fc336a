import { Refusal } from '#kernel/refusal.ts'
import { endOf, mustDispose } from '../rules/ending.ts'
import { typeFacts } from '../rules/tables.ts'
import { type IncidentOf, mustBeOpen } from './incident.ts'

/** Which acts the state of an incident allows now, by asking the same rules the acts ask. */
export function nextActs(incident: IncidentOf) {
	const arrived = incident.assignments.some((one) => one.arrived)
	const checks: [string, () => void][] = [
		['dispatch.unit.assign', () => mustBeOpen(incident)],
		['dispatch.incident.classify', () => mustBeOpen(incident)],
		['dispatch.incident.place', () => mustBeOpen(incident)],
		['dispatch.incident.note', () => {}],
		['dispatch.incident.raise-level', () => mustBeOpen(incident)],
		[
			'dispatch.incident.dispose',
			() => mustDispose({ state: incident.state, arrived, disposition: arrived ? 'settled_on_scene' : 'advised' }),
		],
		[
			'dispatch.incident.close',
			() =>
				endOf({
					state: incident.state,
					disposition: incident.disposition,
					everReportedCrime: incident.types.some((type) => typeFacts(type).reportedCrime),
					unitsOnIt: incident.assignments.filter((one) => !one.cleared).length,
				}),
		],
		['dispatch.incident.reopen', () => mustHaveEnded(incident)],
		['dispatch.incident.hand-up', () => {}],
	]
	return checks.map(([act, check]) => ({ act, ...verdictOf(check) }))
}

function verdictOf(check: () => void) {
	try {
		check()
		return { allowed: true, rule: null, sentence: null }
	} catch (error) {
		if (!(error instanceof Refusal)) throw error
		return { allowed: false, rule: error.rule, sentence: { en: error.words.en, zh: error.words.zh } }
	}
}

function mustHaveEnded(incident: IncidentOf): void {
	if (incident.closed) return
	throw new Refusal('wrong_state', { en: 'It is open.', zh: '警情还没有结束。' }, { rule: 'D24' })
}
