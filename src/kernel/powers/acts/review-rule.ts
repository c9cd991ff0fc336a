import { performs } from '../../act.ts'
import { reviewRule } from '../contract.ts'
import { loadForDecision, step } from './decide-rule.ts'

/** P11. Legal review passes a version. */
export const reviewRuleAct = performs(reviewRule, {
	load: (tx, input, who, now) => loadForDecision(tx, input.id, who, now),
	run: ({ tx, who, now }, rule, input) => step(tx, rule, 'reviewed', { who, now, ground: input.ground }),
})
