import type { TaskDue } from '../../../matters/contract/tasks.ts'
import type { Deadline } from '../../tide.ts'

/** A task's deadline as the tide bar draws it. */
export function dueOf(due: TaskDue): Deadline {
	return {
		from: Date.parse(due.from),
		due: Date.parse(due.due),
		...(due.endedAt === null ? {} : { met: Date.parse(due.endedAt) }),
		...(due.stage === 'paused' && due.pausedFrom !== null ? { paused: Date.parse(due.pausedFrom) } : {}),
	}
}
