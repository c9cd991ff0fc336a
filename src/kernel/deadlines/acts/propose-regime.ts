import { performs } from '../../act.ts'
import { deadlineBookSubject } from '../book.ts'
import { proposeRegime } from '../contract.ts'
import { shippedRegime } from '../editions.ts'
import { CalendarFault } from '../faults.ts'
import { checkRegime, widerThan } from '../regime.ts'
import { keepProposal, mustStand } from './propose-edition.ts'

/** C4, C15, C26. */
export const proposeRegimeAct = performs(proposeRegime, {
	load: async (_tx, _input, who) => ({ subject: deadlineBookSubject(who.bureau), row: null, version: null }),
	async run(context, _row, { key, body, reason }) {
		mustStand('C15', () => checkRegime(body))
		const shipped = await shippedRegime(context.tx, key)
		mustStand('C26', () => {
			const wider = shipped === null ? [] : widerThan(body, shipped)
			if (wider.length > 0) throw new CalendarFault(wider)
		})
		return keepProposal(context, { kind: 'regime', key, body, reason })
	},
})
