import type { RegimeBody } from './contract/bodies.ts'
import { regimeFaults } from './contract/regime-faults.ts'
import { CalendarFault } from './faults.ts'

/** Checks that a regime can be counted. @throws CalendarFault with every fault (C15, C20, C34) */
export function checkRegime(body: RegimeBody): void {
	const faults = regimeFaults(body)
	if (faults.length > 0) throw new CalendarFault(faults)
}
