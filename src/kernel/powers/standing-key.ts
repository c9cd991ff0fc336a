import type { Who } from '../who.ts'

const standingKeys = new WeakMap<Who, string>()

/** All of a Who that rules may speak of, as one text; worked out once for each Who. */
export function standingKey(who: Who): string {
	let key = standingKeys.get(who)
	if (key === undefined) {
		key = JSON.stringify([
			[who.standing, who.person, who.post, who.postKind, who.agency, who.bureau, who.branch, who.unit, who.sworn],
			[who.tier, who.above, who.below, who.credentials, who.until, who.drill, who.drills],
		])
		standingKeys.set(who, key)
	}
	return key
}
