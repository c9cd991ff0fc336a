import { performs } from '../../act.ts'
import { signPlan } from '../contract/plans.ts'
import { isOtherChain } from '../publishing/chain.ts'
import { tryAll } from '../publishing/plan-dry-run.ts'
import { movingOf, mustBe } from '../publishing/plan-store.ts'
import { loadPlan, stepPlan } from './decide-plan.ts'

/** M93. Tried again on every live matter, those begun since the proposal among them, and entered with what was found. */
export const signPlanAct = performs(signPlan, {
	async load(tx, input, who, now) {
		const loaded = await loadPlan(tx, input.id)
		const hand = { person: loaded.row.proposed_by, agency: loaded.row.proposed_agency }
		return { ...loaded, context: { otherChain: await isOtherChain(tx, [hand], who.person, now) } }
	},
	async run({ tx, who, now }, row, input) {
		mustBe(row, ['proposed'])
		const tried = await tryAll(tx, movingOf(row, now))
		return stepPlan(tx, row, 'signed', { who, now, ground: input.ground, tried })
	},
})
