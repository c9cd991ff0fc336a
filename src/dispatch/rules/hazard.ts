/** D174. What a note on a hazard may not speak of. Pure. */

/**
 * Belief, petitions, complaints, opinions, nationality: by their common words. A list finds only what is said plainly; whoever
 * approves reads the rest.
 */
const forbidden: readonly RegExp[] = [
	/信访|上访|访民|缠访|闹访|请愿|投诉|举报人|信仰|宗教|教徒|信徒|教会|邪教|民族|维权|言论|网评|政治|异见|重点人/,
	/\b(?:petition\w*|complain\w*|complaint\w*|religio\w*|belief\w*|believer\w*|church|mosque|sect|ethnic\w*|nationalit\w*|politic\w*|activis\w*|dissident\w*|opinion\w*|protest\w*)\b/i,
]
/** A telephone or identity number. */
const numbers = /(?<!\d)(?:\d[ -]?){10,17}[\dXx](?!\d)/

/** What of a note is refused, as it stands there; null when nothing is. */
export function forbiddenIn(note: string): string | null {
	for (const words of [...forbidden, numbers]) {
		const found = words.exec(note)
		if (found !== null) return found[0]
	}
	return null
}

/** D172. The same day of a later month, or its last day where that month is shorter. */
export function monthsLater(from: Date, months: number): Date {
	const target = new Date(from)
	target.setUTCDate(1)
	target.setUTCMonth(target.getUTCMonth() + months)
	const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
	target.setUTCDate(Math.min(from.getUTCDate(), last))
	return target
}
