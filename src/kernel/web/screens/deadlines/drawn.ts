import type { DeadlineRow } from '../../../deadlines/contract.ts'
import type { Deadline } from '../../tide.ts'

/** A deadline as the tide bar draws it. `duty`: the name of the agency that has to act now, where it is not told beside. */
export function asDrawn(row: DeadlineRow, duty?: string): Deadline {
	return {
		from: Date.parse(row.from),
		due: Date.parse(row.due),
		...(row.stage === 'met' && row.endedAt !== null ? { met: Date.parse(row.endedAt) } : {}),
		...(row.stage === 'paused' && row.pausedFrom !== null ? { paused: Date.parse(row.pausedFrom) } : {}),
		...(row.stage === 'breached' && row.duty !== row.agency && duty !== undefined ? { escalated: duty } : {}),
	}
}
