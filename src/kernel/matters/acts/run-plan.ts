import { performs } from '../../act.ts'
import { runPlan } from '../contract/plans.ts'
import { movingOf, mustBe, planChanged } from '../publishing/plan-store.ts'
import { runPortion } from '../publishing/plan-run.ts'
import { countCandidates } from '../publishing/plan-trial.ts'
import { loadPlan } from './decide-plan.ts'

/** M94. The entry after: matter by matter. */
export const runPlanAct = performs(runPlan, {
	async load(tx, input) {
		const loaded = await loadPlan(tx, input.id)
		return { ...loaded, context: { signed: loaded.row.state !== 'proposed' } }
	},
	async run({ tx, who, now }, row, input) {
		mustBe(row, ['signed', 'running'])
		const moving = movingOf(row, now)
		const { moved, stayed, messages, entered } = await runPortion(tx, row.id, moving, input.most ?? 100, who)
		const left = await countCandidates(tx, moving, row.id)
		const state = left === 0 ? ('done' as const) : ('running' as const)
		await tx.updateTable('matters.plan').set({ state }).where('id', '=', row.id).execute()
		const body = { plan: row.id, state, moved, stayed, left }
		return {
			output: { id: row.id, moved, stayed, left },
			fact: { ...body, name: row.name, matters: entered },
			messages: [{ topic: planChanged, resource: { type: 'MigrationPlan', id: row.id }, body }, ...messages],
		}
	},
})
