import { setImmediate } from 'node:timers/promises'
import type { Who } from '../../who.ts'
import { shows } from '../../view.ts'
import { bookSubject } from '../book.ts'
import { listActs } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { openContext } from '../effects.ts'
import type { Powers } from '../powers.ts'

/** Acts and views for which some row is left to this person. Kept filters make the second asking cheap. */
export const listActsView = shows(listActs, {
	async subject(_tx, _input, who) {
		return bookSubject(who.bureau)
	},
	async show({ who, now }) {
		return { output: { actions: await actionsOf(powersInUse(), who, Math.floor(now.getTime() / 1000)) } }
	},
})

async function actionsOf(powers: Powers, who: Who, now: number): Promise<string[]> {
	const found: string[] = []
	let asked = 0
	for (const [action, types] of powers.words.actions) {
		asked += 1
		// A hundred filters made at once would hold up every decision behind them.
		if (asked % 8 === 0) await setImmediate()
		const some = types.some((type) => {
			const resource = powers.words.resources.get(type)
			if (resource === undefined) return false
			return powers.filter(who, action, resource, openContext(powers, action, now)).allows !== 'nothing'
		})
		if (some) found.push(action)
	}
	return found
}
