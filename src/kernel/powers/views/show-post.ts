import { shows } from '../../view.ts'
import type { Who } from '../../who.ts'
import { bookSubject } from '../book.ts'
import { type PostKind, type RuleText, showPost } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { openContext } from '../effects.ts'
import { textOf } from '../explain.ts'
import type { Powers } from '../powers.ts'

/** P8. What a kind of post may do at the asker's agency, sworn unless auxiliary, act by act with the rules. */
export const showPostView = shows(showPost, {
	async subject(_tx, _input, who) {
		return bookSubject(who.bureau)
	},
	async show({ who, now }, { kind }) {
		const powers = powersInUse()
		const seconds = Math.floor(now.getTime() / 1000)
		const acts = actsOf(powers, holderOf(who, kind), seconds)
		const named = new Set(acts.flatMap((act) => [...act.permits, ...act.forbids]))
		const rules = new Map<string, RuleText>()
		for (const { action, type } of acts) {
			for (const policy of powers.rulesFor(action, type, seconds))
				if (named.has(policy.id)) rules.set(policy.id, textOf(policy))
		}
		return { output: { kind, acts, rules: [...rules.values()] } }
	},
})

function holderOf(who: Who, kind: PostKind): Who {
	const sworn = kind !== 'auxiliary_officer'
	return {
		...who,
		person: 'someone',
		post: `a-${kind}`,
		postKind: kind,
		sworn,
		credentials: [],
		unit: null,
		until: null,
	}
}

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
