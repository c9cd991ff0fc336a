import { shows } from '../../view.ts'
import { bookSubject } from '../book.ts'
import { listShipped } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { textOf } from '../explain.ts'
import type { Policy } from '../policy.ts'
import { onFloor } from '../published.ts'

/** P21. Every shipped rule, with what of it is the floor. */
export const listShippedView = shows(listShipped, {
	async subject(_tx, _input, who) {
		return bookSubject(who.bureau)
	},
	async show() {
		const rules = powersInUse().shipped.map((policy) => ({
			...textOf(policy),
			room: policy.source.split('/')[0] ?? '',
			actions: [...(policy.actions ?? [])],
			floor: isFloor(policy),
		}))
		return { output: { rules } }
	},
})

/** P10. No rule of a bureau lifts a shipped forbid, or speaks of such acts at all. */
function isFloor(policy: Policy): boolean {
	return policy.effect === 'forbid' || (policy.actions ?? []).every(onFloor)
}
