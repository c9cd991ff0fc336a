import { performs } from '../../act.ts'
import { approveRule } from '../contract.ts'
import { loadForDecision, step } from './decide-rule.ts'

/** P11. Integrity approves a reviewed version; every process takes it with the commit. */
export const approveRuleAct = performs(approveRule, {
	load: (tx, input, who, now) => loadForDecision(tx, input.id, who, now),
	run: ({ tx, who, now }, rule, input) => step(tx, rule, 'approved', { who, now, ground: input.ground }),
})
