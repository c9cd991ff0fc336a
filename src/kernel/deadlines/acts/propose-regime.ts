import { performs } from '../../act.ts'
import { deadlineBookSubject } from '../book.ts'
import { proposeRegime } from '../contract.ts'
import { regimeOf, shippedRegime } from '../editions.ts'
import { CalendarFault, mustStand } from '../faults.ts'
import { noKey } from '../contract/draft-faults.ts'
import { isOwnKey, widerThan } from '../contract/regime-faults.ts'
import { checkRegime } from '../regime.ts'
import { keepProposal } from './propose-edition.ts'

/** C4, C15, C26, C42. */
export const proposeRegimeAct = performs(proposeRegime, {
	load: async (_tx, _input, who) => ({ subject: deadlineBookSubject(who.bureau), row: null, version: null }),
	async run(context, _row, { key, body, reason }) {
		mustStand('C15', () => checkRegime(body))
		const shipped = await shippedRegime(context.tx, key)
		const known = shipped !== null || (await regimeOf(context.tx, key, context.who.bureau)) !== null
		mustStand('C42', () => {
			if (!known && !isOwnKey(key)) throw new CalendarFault([noKey()])
		})
		mustStand('C26', () => {
			const wider = shipped === null ? [] : widerThan(body, shipped)
			if (wider.length > 0) throw new CalendarFault(wider)
		})
		return keepProposal(context, { kind: 'regime', key, body, reason })
	},
})
