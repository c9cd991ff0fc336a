import { shows } from '../../view.ts'
import { bookSubject } from '../book.ts'
import { draftPreview, type FaultShape } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { draftOf } from '../draft.ts'
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
	if (until === null || until > from) return []
	return [{ line: null, en: 'The rule must end after it begins.', zh: '规则的终止时间须晚于生效时间。' }]
}
