import { performs } from '../../act.ts'
import { newId } from '#kernel/ids.ts'
import { proposePlan } from '../contract/plans.ts'
import { tryAll } from '../publishing/plan-dry-run.ts'
import { triedStays } from '../publishing/plan-stays.ts'
import { movingAsked, planChanged } from '../publishing/plan-store.ts'
import '../publishing/plan-tables.ts'
import { drawingBookSubject } from '../publishing/store.ts'

/** M92. Kept with what the dry run said, which is entered: this is the entry before. */
export const proposePlanAct = performs(proposePlan, {
	load: async (_tx, _input, who) => ({ subject: drawingBookSubject(who.bureau), row: null, version: null }),
	async run({ tx, who, now }, _row, input) {
		const moving = await movingAsked(tx, input, who, now)
		const tried = await tryAll(tx, moving)
		const { of, moves, stays } = tried
		const id = newId<'plan'>(now.getTime())
		await tx
			.insertInto('matters.plan')
			.values({
				id,
				name: input.name,
				from_id: moving.from,
				to_id: moving.to,
				elements: JSON.stringify(moving.elements),
				scope_id: moving.scope,
				reason: input.reason,
				state: 'proposed',
				proposed_by: who.person,
				proposed_post: who.postKind,
				proposed_agency: who.agency,
				proposed_at: now,
				tried_of: of,
				tried_moves: moves,
				tried_stays: JSON.stringify(triedStays(tried)),
			})
			.execute()
		const fact = {
			plan: id,
			name: input.name,
			from: input.from,
			to: input.to,
			elements: { ...input.elements },
			of,
			moves,
			stays: stays.map((one) => one.matter),
			state: 'proposed',
		}
		return {
			output: { id, of, moves },
			fact,
			messages: [
				{ topic: planChanged, resource: { type: 'MigrationPlan', id }, body: { plan: id, state: 'proposed' } },
			],
		}
	},
})
