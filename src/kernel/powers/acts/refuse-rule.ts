import { performs } from '../../act.ts'
import { refuseRule } from '../contract.ts'
import { needRule, ruleSubject } from '../store.ts'
import { step } from './decide-rule.ts'

/** P11. A version is refused, or taken back by who proposed it. */
export const refuseRuleAct = performs(refuseRule, {
	async load(tx, input) {
		const row = await needRule(tx, input.id)
		return { subject: ruleSubject(row), row, version: null }
	},
	run: ({ tx, who, now }, rule, input) => step(tx, rule, 'refused', { who, now, ground: input.ground }),
})
