import { sql } from 'kysely'
import { notFound } from '#kernel/refusal.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { shows } from '../../view.ts'
import { showPlan } from '../contract/plans.ts'
import { versionsAt } from '../publishing/editions.ts'
import { planSignatures } from '../publishing/plan-signing.ts'
import { hiddenUnseen, staysOf } from '../publishing/plan-stays.ts'
import { needPlan, planShapes, planSubject } from '../publishing/plan-store.ts'
import { countCandidates } from '../publishing/plan-trial.ts'

/** M95. */
export const showPlanView = shows(showPlan, {
	subject: async (tx, input) => planSubject(await needPlan(tx, input.id)),
	async show({ tx, who, now }, { id }) {
		const [found] = await planShapes(tx, sql`t.id = ${id}::uuid`)
		if (found === undefined) throw notFound(`plan ${id}`)
		const { row, ...shape } = found
		const versions = (await versionsAt(tx, { what: 'drawing', name: row.name, agency: row.scope_id, now })).get(
			row.name,
		)
		const edition = (drawing: string) => {
			const version = versions?.find((one) => one.drawing === drawing)
			if (version === undefined) throw notFound(`drawing ${drawing}`)
			return version.edition
		}
		const left = row.over ? 0 : await countCandidates(tx, { from: row.from_id, scope: row.scope_id }, id)
		const at = { now: Math.floor(now.getTime() / 1000), purpose: false, signed: row.state !== 'proposed' }
		const may = powersInUse().decide(who, 'matters.plan.run', planSubject(row), at).allowed
		return {
			output: {
				plan: { ...shape, left },
				fromEdition: edition(row.from_id),
				toEdition: edition(row.to_id),
				stays: await hiddenUnseen(tx, await staysOf(tx, row), who, now),
				mayRun: may && ['signed', 'running'].includes(row.state),
				signatures: await planSignatures(tx, row, who, now),
			},
		}
	},
})
