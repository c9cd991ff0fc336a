import { editDistance } from '../distance.ts'
import { soundKey } from './latin.ts'
import { isShortFor, particles } from './words.ts'

/** How the words of two names were laid against each other. Letters are counted, so that a long word weighs more. */
export type Alignment = {
	/** Slips of the pen within words that are the same. */
	readonly edits: number
	/** Words that are only an initial of the other, its short form, or sound like it. */
	readonly variants: number
	/** Letters of words laid against each other, on the side that has fewer. */
	readonly letters: number
	/** Whole words laid against each other; initials and small words not counted. */
	readonly words: number
	/** Words of one name, and of the other, that have no counterpart. */
	readonly left: readonly [readonly string[], readonly string[]]
}

type Match = {
	readonly i: number
	readonly j: number
	readonly spanI: number
	readonly spanJ: number
	readonly cost: number
	readonly edits: number
	readonly variant: boolean
}

/** Lays words against words, the surest first; a word may stand against two that were parted. */
export function align(a: readonly string[], b: readonly string[]): Alignment {
	const found = [...singles(a, b), ...joined(a, b, false), ...joined(b, a, true)]
	found.sort((x, y) => x.cost - y.cost || Math.abs(x.i - x.j) - Math.abs(y.i - y.j) || x.i - y.i || x.j - y.j)
	const [usedA, usedB] = [new Set<number>(), new Set<number>()]
	let [edits, variants, letters, words] = [0, 0, 0, 0]
	for (const match of found) {
		const [ours, theirs] = [span(match.i, match.spanI), span(match.j, match.spanJ)]
		if (ours.some((n) => usedA.has(n)) || theirs.some((n) => usedB.has(n))) continue
		for (const n of ours) usedA.add(n)
		for (const n of theirs) usedB.add(n)
		edits += match.edits
		variants += match.variant ? 1 : 0
		const text = ours.map((n) => a[n] ?? '').join('')
		letters += Math.min(
			text.length,
			theirs.reduce((sum, n) => sum + (b[n]?.length ?? 0), 0),
		)
		if (text.length > 1 && !particles.has(text)) words++
	}
	const rest = (all: readonly string[], used: ReadonlySet<number>) => all.filter((_, n) => !used.has(n))
	return { edits, variants, letters, words, left: [rest(a, usedA), rest(b, usedB)] }
}

const span = (from: number, many: number): readonly number[] => Array.from({ length: many }, (_, n) => from + n)

function singles(a: readonly string[], b: readonly string[]): readonly Match[] {
	return a.flatMap((word, i) =>
		b.flatMap((other, j) => {
			const how = likeWord(word, other)
			return how === null ? [] : [{ i, j, spanI: 1, spanJ: 1, ...how }]
		}),
	)
}

/** One word of `b` against two neighbours of `a`. */
function joined(a: readonly string[], b: readonly string[], turned: boolean): readonly Match[] {
	return a.slice(0, -1).flatMap((word, i) =>
		b.flatMap((other, j) => {
			const whole = `${word}${a[i + 1] ?? ''}`
			if (other.length < 4 || other === word) return []
			const edits = editDistance(whole, other, 1)
			if (edits > (whole.length > 6 ? 1 : 0)) return []
			const at = turned ? { i: j, j: i, spanI: 1, spanJ: 2 } : { i, j, spanI: 2, spanJ: 1 }
			return [{ ...at, cost: edits + 0.1, edits, variant: false }]
		}),
	)
}

/** How many slips a word of this many letters may have and still be the same. */
const room = (letters: number): number => (letters < 3 ? 0 : letters < 6 ? 1 : letters < 10 ? 2 : 3)

/** Whether two words can be one: edits between them, or one an initial, a short form or another spelling of the sound. */
export function likeWord(
	a: string,
	b: string,
): { readonly cost: number; readonly edits: number; readonly variant: boolean } | null {
	if (a === b) return { cost: 0, edits: 0, variant: false }
	const longer = Math.max(a.length, b.length)
	if (/^\d+$/.test(a) || /^\d+$/.test(b)) return null
	if (a.length === 1 || b.length === 1) return a[0] === b[0] ? { cost: 0.9, edits: 0, variant: true } : null
	if (isShortFor(a, b)) return { cost: 0.4, edits: 0, variant: true }
	const edits = editDistance(a, b, room(longer))
	if (longer > 2 && soundKey(a) === soundKey(b)) return { cost: 0.3, edits: Math.min(edits, 1) / 2, variant: true }
	if (edits > room(longer)) return null
	return { cost: edits / longer + 0.3, edits, variant: false }
}
