import { performs } from '../../act.ts'
import { refusePlan } from '../contract/plans.ts'
import { mustBe } from '../publishing/plan-store.ts'
import { loadPlan, stepPlan } from './decide-plan.ts'

/** M93. Not once it runs: what was moved is moved back by a plan of its own. */
export const refusePlanAct = performs(refusePlan, {
	load: (tx, input) => loadPlan(tx, input.id),
	async run({ tx, who, now }, row, input) {
		mustBe(row, ['proposed', 'signed'])
		return stepPlan(tx, row, 'refused', { who, now, ground: input.ground })
	},
})
