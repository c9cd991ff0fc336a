import { shows } from '../../view.ts'
import { tryPlan } from '../contract/plans.ts'
import { hiddenUnseen, triedStays } from '../publishing/plan-stays.ts'
import { movingAsked } from '../publishing/plan-store.ts'
import { tryAll } from '../publishing/plan-dry-run.ts'
import { drawingBookSubject } from '../publishing/store.ts'

/** M92. */
export const tryPlanView = shows(tryPlan, {
	subject: async (_tx, _input, who) => drawingBookSubject(who.bureau),
	async show({ tx, who, now }, input) {
		const tried = await tryAll(tx, await movingAsked(tx, input, who, now))
		const stays = await hiddenUnseen(tx, triedStays(tried), who, now)
		return { output: { of: tried.of, moves: tried.moves, stays } }
	},
})
