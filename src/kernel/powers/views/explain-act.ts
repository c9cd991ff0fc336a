import type { Tx } from '../../db/schema.ts'
import { shows } from '../../view.ts'
import type { Who } from '../../who.ts'
import { needAsked } from '../asked-about.ts'
import { bookSubject } from '../book.ts'
import { explainAct, ruleResource } from '../contract.ts'
import { powersInUse } from '../current.ts'
import type { Powers } from '../powers.ts'
import { signaturesOf } from '../signing.ts'
import { needRule } from '../store.ts'

/** P8, P9. Why I may or may not; of a row I may not see there is nothing to explain. */
export const explainActView = shows(explainAct, {
	async subject(_tx, _input, who) {
		return bookSubject(who.bureau)
	},
	async show({ tx, who, now }, input) {
		const powers = powersInUse()
		const { subject, context } = await needAsked(tx, powers, who, input, Math.floor(now.getTime() / 1000))
		const signing =
			subject.resource === ruleResource ? await signingOf(tx, powers, subject.id, input.act, who, now) : null
		if (signing !== null) return { output: { act: input.act, ...signing, change: [], assumed: [] } }
		const why = powers.explain(who, input.act, subject, context)
		return {
			output: {
				act: input.act,
				allowed: why.allowed,
				rules: [...why.rules],
				grants: [...why.grants],
				change: [...why.change],
				couldGrant: [...why.couldGrant],
				assumed: Object.keys(powers.words.contexts.get(input.act) ?? {}),
			},
		}
	},
})

/** P19. Of a rule that waits for a decision all facts are known: nothing need be assumed. */
async function signingOf(tx: Tx, powers: Powers, id: string, act: string, who: Who, now: Date) {
	const signatures = await signaturesOf(tx, powers, await needRule(tx, id), who, now)
	const signature = signatures.find((one) => one.act === act)
	if (signature === undefined) return null
	const { allowed, rules, grants, could } = signature
	const couldGrant = could.map(({ post, agency }) => ({
		post,
		at: agency === who.agency ? ('own' as const) : ('row' as const),
		branch: null,
	}))
	return { allowed, rules, grants, couldGrant: allowed ? [] : couldGrant }
}
