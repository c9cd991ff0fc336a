import { performs } from '../../act.ts'
import { deadlineBookSubject } from '../book.ts'
import { readCalendar } from '../calendar.ts'
import { proposeCalendar } from '../contract.ts'
import { mustStand } from '../faults.ts'
import { keepProposal } from './propose-edition.ts'

/** C2, C4. */
export const proposeCalendarAct = performs(proposeCalendar, {
	load: async (_tx, _input, who) => ({ subject: deadlineBookSubject(who.bureau), row: null, version: null }),
	async run(context, _row, { body, reason }) {
		mustStand('C2', () => readCalendar(body))
		return keepProposal(context, { kind: 'calendar', key: '', body, reason })
	},
})
