import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import type { Who } from '../../who.ts'
import { bookSubject } from '../book.ts'
import { type RuleText, showPost } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { openContext } from '../effects.ts'
import { textOf } from '../explain.ts'
import { holderAt, placeOf } from '../post-at.ts'
import type { Powers } from '../powers.ts'

/** P8. What a kind of post may do at an agency, the asker's own when none is named, sworn unless auxiliary, act by act with the rules. */
export const showPostView = shows(showPost, {
	async subject(_tx, _input, who) {
		return bookSubject(who.bureau)
	},
	async show({ tx, who, now }, { kind, agency }) {
		const powers = powersInUse()
		const place = agency === undefined ? { base: who } : await placeOf(tx, agency)
		if (place === null) throw notFound(`agency ${agency}`)
		const seconds = Math.floor(now.getTime() / 1000)
		const acts = actsOf(powers, holderAt(place, kind), seconds)
		const named = new Set(acts.flatMap((act) => [...act.permits, ...act.forbids]))
		const rules = new Map<string, RuleText>()
		for (const { action, type } of acts) {
			for (const policy of powers.rulesFor(action, type, seconds))
				if (named.has(policy.id)) rules.set(policy.id, textOf(policy))
		}
		return { output: { kind, acts, rules: [...rules.values()] } }
	},
})

function actsOf(powers: Powers, who: Who, now: number) {
	return [...powers.words.actions].flatMap(([action, types]) =>
		types.flatMap((type) => {
			const resource = powers.words.resources.get(type)
			if (resource === undefined) return []
			const filter = powers.filter(who, action, resource, openContext(powers, action, now))
			if (filter.allows === 'nothing') return []
			return [
				{ action, type, permits: filter.arms.map((arm) => arm.rule), forbids: filter.forbids.map((arm) => arm.rule) },
			]
		}),
	)
}
