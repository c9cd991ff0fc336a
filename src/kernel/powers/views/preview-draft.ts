import { isExceptionEnd } from '../../exception.ts'
import { shows } from '../../view.ts'
import { bookSubject } from '../book.ts'
import { draftPreview, type FaultShape } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { draftOf, endWords } from '../draft.ts'
import { changeBy, effectsOf, postsOf } from '../effects.ts'
import { faultsOf } from '../faults.ts'
import type { PublishedRule } from '../published.ts'
import { findReplaced } from '../store.ts'

/** P18. What is wrong with a text, or what it would change; nothing is kept. */
export const previewDraftView = shows(draftPreview, {
	async subject(_tx, _input, who) {
		return bookSubject(who.bureau)
	},
	async show({ tx, who, now }, input) {
		const powers = powersInUse()
		const draft = draftOf(input, who.bureau, now)
		const faults = [...faultsOf(input.body, powers.words), ...endFaults(draft)]
		if (faults.length > 0) return { output: { rule: null, faults, replaces: null, effects: [] } }
		const change = changeBy(powers, draft, now)
		return {
			output: {
				rule: change.rule,
				faults,
				replaces: await findReplaced(tx, { bureau: who.bureau, rule: change.rule }),
				effects: await effectsOf(tx, change, await postsOf(tx, who.bureau, now), who),
			},
		}
	},
})

function endFaults({ from, until }: PublishedRule): FaultShape[] {
	if (until === null || isExceptionEnd(new Date(from * 1000), new Date(until * 1000))) return []
	return [{ line: null, ...endWords }]
}
