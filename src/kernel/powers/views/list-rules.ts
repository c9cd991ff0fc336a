import { shows } from '../../view.ts'
import { bookSubject } from '../book.ts'
import { listRules } from '../contract.ts'
import { publishedRules, ruleShape, rulesOf } from '../store.ts'

/** Rules of my bureau and of those above it, with what became of each version. */
export const listRulesView = shows(listRules, {
	async subject(_tx, _input, who) {
		return bookSubject(who.bureau)
	},
	async show({ tx, who, now }) {
		const newest = new Set((await publishedRules(tx)).map((rule) => rule.id))
		const rules = await rulesOf(tx, who.above)
		return { output: { rules: rules.map((rule) => ruleShape(rule, newest, now)) } }
	},
})
