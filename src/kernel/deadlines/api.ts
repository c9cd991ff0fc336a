import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Slice } from '../slice.ts'
import { acknowledgeDutyAct } from './acts/acknowledge-duty.ts'
import { decideDeadlineAct } from './acts/decide-deadline.ts'
import { extendDeadlineAct } from './acts/extend-deadline.ts'
import { pauseDeadlineAct } from './acts/pause-deadline.ts'
import { proposeCalendarAct } from './acts/propose-calendar.ts'
import { proposeRegimeAct } from './acts/propose-regime.ts'
import { publishEditionAct } from './acts/publish-edition.ts'
import { reassignDutyAct } from './acts/reassign-duty.ts'
import { resumeDeadlineAct } from './acts/resume-deadline.ts'
import { tickDeadlineAct } from './acts/tick-deadline.ts'
import { briefs } from './briefs.ts'
import { deadlineDuties } from './duties.ts'
import { deadlineBook, deadlineResource, editionResource } from './contract.ts'
import { listDeadlinesView } from './views/list-deadlines.ts'
import { listRegimesView } from './views/list-regimes.ts'
import { showCalendarView } from './views/show-calendar.ts'
import { showDeadlineView } from './views/show-deadline.ts'
import { showEditionView } from './views/show-edition.ts'
import { trySumView } from './views/try-sum.ts'
import { showWordsView } from './views/show-words.ts'

/**
 * The only server door to deadlines. A slice sets and meets them inside its own acts; pausing, extending and the ladder are
 * acts of this room, under its own powers.
 */

export { publishShipped } from './editions.ts'
export { addHand, dropDeadline, dueDeadlines, meetDeadline, type SetDeadline, setDeadline } from './keep.ts'
export { passDeadlines } from './pass.ts'
export { rederive } from './rederive.ts'

export const deadlinesSlice: Slice = {
	name: 'deadlines',
	folder: dirname(fileURLToPath(import.meta.url)),
	resources: [deadlineBook, editionResource, deadlineResource],
	acts: [
		proposeCalendarAct,
		proposeRegimeAct,
		publishEditionAct,
		pauseDeadlineAct,
		resumeDeadlineAct,
		extendDeadlineAct,
		acknowledgeDutyAct,
		reassignDutyAct,
		decideDeadlineAct,
		tickDeadlineAct,
	],
	views: [
		showCalendarView,
		showEditionView,
		listRegimesView,
		listDeadlinesView,
		showDeadlineView,
		trySumView,
		showWordsView,
	],
	briefs,
	duties: [deadlineDuties],
}
