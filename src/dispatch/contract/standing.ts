import type { AgainIncident } from './again.ts'

/** An incident as it stood at one moment of a day. */
export type Standing = {
	readonly incident: AgainIncident
	readonly state: AgainIncident['states'][number]['state']
	readonly type: AgainIncident['classes'][number]['type']
	readonly priority: number
	/** Units on it then, and how far they had come. */
	readonly units: readonly {
		readonly callSign: AgainIncident['units'][number]['callSign']
		readonly status: 'dispatched' | 'en_route' | 'on_scene'
	}[]
}

const ended: ReadonlySet<string> = new Set(['closed', 'accepted_for_decision'])
const lastAt = <T extends { readonly at: string }>(rows: readonly T[], moment: number): T | undefined =>
	rows.findLast((row) => Date.parse(row.at) <= moment)
const reached = (at: string | null, moment: number): boolean => at !== null && Date.parse(at) <= moment

/** D246. What was open at a moment, most urgent first: the last state, class and unit time at or before it. Pure. */
export function standingAt(incidents: readonly AgainIncident[], moment: number): readonly Standing[] {
	return incidents
		.flatMap((incident): Standing[] => {
			const state = lastAt(incident.states, moment)?.state
			const now = lastAt(incident.classes, moment)
			if (state === undefined || now === undefined || ended.has(state)) return []
			const units = incident.units
				.filter((unit) => reached(unit.dispatched, moment) && !reached(unit.cleared, moment))
				.map((unit) => ({
					callSign: unit.callSign,
					status: reached(unit.onScene, moment)
						? ('on_scene' as const)
						: reached(unit.enRoute, moment)
							? ('en_route' as const)
							: ('dispatched' as const),
				}))
			return [{ incident, state, type: now.type, priority: now.priority, units }]
		})
		.sort((a, b) => a.priority - b.priority || (a.incident.id < b.incident.id ? -1 : 1))
}
