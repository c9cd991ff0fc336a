import { performs } from '../../act.ts'
import { approveRule } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { changeBy, effectsOf, postsOf } from '../effects.ts'
import { publishedOf } from '../store.ts'
import { loadForDecision, step } from './decide-rule.ts'

/** P11, P13. Integrity approves a reviewed version, and what it changes that day is entered; every process takes it with the commit. */
export const approveRuleAct = performs(approveRule, {
	load: (tx, input, who, now) => loadForDecision(tx, input.id, who, now),
	async run({ tx, who, now }, rule, input) {
		const change = changeBy(powersInUse(), publishedOf(rule), now)
		const effects = await effectsOf(tx, change, await postsOf(tx, rule.bureau_id, now), who)
		const done = await step(tx, rule, 'approved', { who, now, ground: input.ground })
		const entered = effects.map(({ post, agency, sworn, action, gains, loses }) => ({
			post,
			agency,
			sworn,
			action,
			gains: gains?.count ?? null,
			loses: loses?.count ?? null,
		}))
		return { ...done, fact: { ...done.fact, effects: entered } }
	},
})
