import { editDistance } from '../distance.ts'
import { kind } from '../kind.ts'
import { folded, wordsOf } from '../text.ts'
import { align, type Alignment } from './align.ts'
import {
	agreeInPinyin,
	agreeInSigns,
	agreeInSound,
	type Agreement,
	type ChineseName,
	chineseName,
	isChineseName,
} from './chinese.ts'
import { inLatin, soundKey } from './latin.ts'
import { figures, isBody, isWeak, particles, titles, withoutForm } from './words.ts'

/** A full name, of a person or a body, read once. */
type Name = {
	readonly value: string
	readonly chinese: ChineseName | null
	readonly words: readonly string[]
	/** All letters in a row, the legal form with them. */
	readonly all: string
	readonly body: boolean
	readonly form: number
}

const order: readonly Agreement[] = ['same', 'variant', 'slip', 'doubtful', 'different']

/**
 * A full name (C17): the same, the same in another script, order or spelling, with slips, with parts left out, doubtful, or
 * another. What two people of one family share (a surname, a generation's sign, a patronymic) is never enough.
 */
export const name = kind<Name>({
	levels: [
		{ name: 'same', m: 0.5, u: 0.02 },
		{ name: 'variant', m: 0.15, u: 0.02 },
		{ name: 'slip', m: 0.17, u: 0.03 },
		{ name: 'doubtful', m: 0.06, u: 0.15 },
		{ name: 'different', m: 0.02, u: 0.7 },
		{ name: 'parts left out', m: 0.1, u: 0.05 },
	],
	read: (text) => (folded(text) === '' ? null : text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()),
	form: formOf,
	compare: (a, b) => {
		const agreed = agree(a, b)
		return agreed === 'parts' ? 5 : order.indexOf(agreed)
	},
	keys: keysOf,
})

/**
 * The whole name; its letters in order of the alphabet, which are the same for signs and their pinyin whatever comes first; then
 * what is left of it when one part is wrong: words by their sound, or signs but one.
 */
function keysOf({ value, chinese, words }: Name): readonly string[] {
	const letters = (text: string) => [...text].sort().join('')
	if (chinese === null) {
		const sounds = words.map(soundKey)
		const long = sounds.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
		return [value, letters(words.join('')), `=${sounds.toSorted().join(' ')}`, `~${long[0]}`, `~${long[1] ?? ''}`]
	}
	const heard = chinese.sounds.map((sounds) => sounds[0] ?? '').join('')
	const signs = [...chinese.simple]
	const without = (n: number) => signs.map((sign, at) => (at === n ? '_' : sign)).join('')
	return [
		chinese.simple,
		letters(heard.replaceAll('v', 'u')),
		without(signs.length - 1),
		without(0),
		signs.length > 2 ? without(1) : '',
	]
}

function formOf(value: string): Name {
	if (isChineseName(value)) return { value, chinese: chineseName(value), words: [], all: '', body: false, form: -1 }
	const all = wordsOf(inLatin(undotted(folded(value)))).map(figures)
	const body = isBody(all)
	const { words, kind: form } = withoutForm(all)
	const meant = words.filter((word, n) => !titles.has(word) && words.indexOf(word) === n)
	return { value, chinese: null, words: meant.length === 0 ? words : meant, all: all.join(''), body, form }
}

/** Initials in a row are one word: B.V., L.X.C. */
const undotted = (text: string): string =>
	text.replace(/(?<!\p{L})(?:\p{L}\.){2,}\p{L}?(?!\p{L})/gu, (all) => ` ${all.replaceAll('.', '')} `)

function agree(a: Name, b: Name): Agreement | 'parts' {
	if (a.chinese !== null && b.chinese !== null) return agreeInSigns(a.chinese, b.chinese)
	if (a.chinese !== null) return agreeInSound(a.chinese, b.words)
	if (b.chinese !== null) return agreeInSound(b.chinese, a.words)
	if (a.value === b.value) return 'same'
	const spoken = a.body || b.body ? null : agreeInPinyin(a.words, b.words)
	if (spoken !== null) return spoken
	const laid = align(a.words, b.words)
	return a.body || b.body ? ofBodies(a, b, laid) : ofPeople(a, b, laid)
}

/** Share of letters that may be slips in all words together. */
const slips = 0.25

function ofPeople(a: Name, b: Name, laid: Alignment): Agreement | 'parts' {
	const [ours, theirs] = laid.left.map((words) => words.filter((word) => !particles.has(word)))
	const [left, right] = [ours?.length ?? 0, theirs?.length ?? 0]
	if (left > 0 && right > 0) return nearWhole(a, b, 0.16) ? 'slip' : 'different'
	if (laid.letters === 0) return nearWhole(a, b, 0.2) ? 'slip' : 'different'
	if (laid.edits > laid.letters * slips) return nearWhole(a, b, 0.2) ? 'slip' : 'doubtful'
	const extra = left + right
	if (extra === 0) return laid.edits >= 1 ? 'slip' : laid.variants === 0 && laid.words > 1 ? 'same' : 'variant'
	if (nearWhole(a, b, 0.16)) return 'slip'
	if (laid.words < 2 || extra > 3 || laid.edits > laid.letters * 0.15) return 'doubtful'
	return 'parts'
}

function ofBodies(a: Name, b: Name, laid: Alignment): Agreement | 'parts' {
	const [ours, theirs] = laid.left.map((words) => words.filter((word) => !particles.has(word) && !isWeak(word)))
	const [left, right] = [ours?.length ?? 0, theirs?.length ?? 0]
	if (left + right > 0) {
		if (a.all === b.all) return 'slip'
		const figure = [...(ours ?? []), ...(theirs ?? [])].some((word) => /^\d+$/.test(word))
		if (!figure && nearWhole(a, b, 0.1)) return 'slip'
		return left > 0 && right > 0 ? 'different' : 'doubtful'
	}
	if (a.form >= 0 && b.form >= 0 && a.form !== b.form && Math.max(a.form, b.form) > 2) return 'doubtful'
	if (laid.letters === 0 || laid.edits > laid.letters * slips) return 'doubtful'
	return laid.edits >= 1 ? 'slip' : laid.variants === 0 ? 'same' : 'variant'
}

/** Whether all letters in a row, spaces apart, are nearly the same: two slips at most, however long. */
function nearWhole(a: Name, b: Name, share: number): boolean {
	const [s, t] = [a.words.join(''), b.words.join('')]
	const room = Math.min(2, Math.floor(Math.max(s.length, t.length) * share))
	return Math.abs(s.length - t.length) <= room && editDistance(s, t, room) <= room
}
