import { shows } from '../../view.ts'
import { previewRule } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { changeBy, effectsOf, postsOf } from '../effects.ts'
import { needRule, publishedOf, ruleSubject } from '../store.ts'

/** P13. Whom a version gives to and takes from, over the rows there are now. */
export const previewRuleView = shows(previewRule, {
	async subject(tx, input) {
		return ruleSubject(await needRule(tx, input.id))
	},
	async show({ tx, who, now }, input) {
		const rule = await needRule(tx, input.id)
		const change = changeBy(powersInUse(), publishedOf(rule), now)
		const effects = await effectsOf(tx, change, await postsOf(tx, rule.bureau_id, now), who)
		return { output: { rule: rule.rule, version: rule.version, effects } }
	},
})
