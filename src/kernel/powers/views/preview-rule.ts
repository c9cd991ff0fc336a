import { shows } from '../../view.ts'
import { previewRule } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { changeBy, postsOf, rowsChanged } from '../effects.ts'
import { needRule, publishedOf, ruleSubject } from '../store.ts'

/** P13. Whom a version gives to and takes from, over the rows there are now. */
export const previewRuleView = shows(previewRule, {
	async subject(tx, input) {
		return ruleSubject(await needRule(tx, input.id))
	},
	async show({ tx, who, now }, input) {
		const rule = await needRule(tx, input.id)
		const change = changeBy(powersInUse(), publishedOf(rule), now)
		const effects = []
		for (const post of await postsOf(tx, rule.bureau_id, now)) {
			for (const action of change.actions) {
				const rows = await rowsChanged(tx, change, post, action, who)
				if (rows === null) continue
				const { kind, agency, agencyEn, agencyZh, sworn } = post
				effects.push({ post: kind, agency, agencyEn, agencyZh, sworn, action, ...rows })
			}
		}
		return { output: { rule: rule.rule, version: rule.version, effects } }
	},
})
