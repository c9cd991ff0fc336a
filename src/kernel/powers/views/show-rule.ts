import { shows } from '../../view.ts'
import { showRule } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { signaturesOf } from '../signing.ts'
import { entriesOf, findReplaced, needRule, publishedRules, ruleShape, ruleSubject } from '../store.ts'

/** P19. One version whole: text, what it replaces, the signatures wanted, its entries. */
export const showRuleView = shows(showRule, {
	async subject(tx, input) {
		return ruleSubject(await needRule(tx, input.id))
	},
	async show({ tx, who, now }, input) {
		const rule = await needRule(tx, input.id)
		const newest = new Set((await publishedRules(tx)).map((one) => one.id))
		const place = { bureau: rule.bureau_id, rule: rule.rule, version: rule.version }
		return {
			output: {
				rule: ruleShape(rule, newest, now),
				mine: rule.proposed_by === who.person,
				replaces: await findReplaced(tx, place),
				signatures: await signaturesOf(tx, powersInUse(), rule, who, now),
				entries: await entriesOf(tx, rule.id),
			},
		}
	},
})
