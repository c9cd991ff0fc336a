import { editDistance, jaroWinkler } from './distance.ts'
import { identity } from './identity.ts'
import { type Kind, kind, type Level } from './kind.ts'
import { agreeInSigns, agreeInSound, type ChineseName, chineseName } from './names/chinese.ts'
import { inLatin } from './names/latin.ts'
import { name } from './names/name.ts'
import { isShortFor } from './names/words.ts'
import { folded, wordsOf } from './text.ts'

const levels = (...rows: readonly (readonly [string, number, number])[]): readonly Level[] =>
	rows.map(([name, m, u]) => ({ name, m, u }))

const read = (text: string): string | null => {
	const value = folded(text)
	return value === '' ? null : value
}

/** Consonants in order with like ones as one: what is left when a name is written by ear (after Soundex, six letters). */
export function soundOf(word: string): string {
	const first = word.slice(0, 1)
	const rest = word
		.replace(/[^a-z]/g, '')
		.replace(/[bfpvw]/g, '1')
		.replace(/[cgjkqsxz]/g, '2')
		.replace(/[dt]/g, '3')
		.replace(/l/g, '4')
		.replace(/[mn]/g, '5')
		.replace(/r/g, '6')
		.replace(/(\d)\1+/g, '$1')
		.replace(/[a-z]/g, '')
	return rest === '' ? word : `${first}${rest.slice(0, 5)}`
}

/** One part of a name, read once. */
type Part = {
	readonly value: string
	readonly tight: string
	readonly first: string
	readonly signs: ChineseName | null
}

/** One part of a name: written the same, one slip apart, alike, short for, different. */
const part = (given: boolean): Kind =>
	kind<Part>({
		family: 'name',
		levels: levels(
			['same', 0.75, 0.008],
			['slip', 0.12, 0.002],
			['alike', 0.05, 0.008],
			['begins', 0.03, 0.03],
			['different', 0.05, 0.95],
		),
		read,
		form: (value) => ({
			value,
			tight: inLatin(value).replace(/[^\p{L}\p{N}]/gu, ''),
			first: wordsOf(value)[0] ?? '',
			signs: /^\p{sc=Han}{1,4}$/u.test(value) ? chineseName(value, !given) : null,
		}),
		compare(a, b) {
			if (a.value === b.value) return 0
			if (a.signs !== null || b.signs !== null) return ofSigns(a, b)
			const [s, t] = [a.tight, b.tight]
			const shorter = Math.min(s.length, t.length)
			const edits = editDistance(s, t, 2)
			if (edits === 0 || (edits === 1 && shorter > 2) || (edits === 2 && shorter > 7)) return 1
			const alike = jaroWinkler(s, t)
			if (
				alike >= 0.88 ||
				isShortFor(a.first, b.first) ||
				(edits === 2 && shorter > 4) ||
				(a.first.length > 2 && a.first === b.first)
			)
				return 2
			if (s.startsWith(t) || t.startsWith(s) || alike >= 0.8) return 3
			return 4
		},
		keys: ({ tight, first, signs }, value) =>
			signs === null
				? [value, `~${soundOf(tight)}`, `-${first}`]
				: [signs.simple, `~${soundOf(signs.sounds.map((sounds) => sounds[0]).join(''))}`, ''],
	})

/** Part of a name where one side or both are in Chinese signs: by sign, or by pinyin. */
function ofSigns(a: Part, b: Part): number {
	const [one, other] = a.signs === null ? [b, a] : [a, b]
	if (one.signs === null) return 4
	const agreed =
		other.signs === null ? agreeInSound(one.signs, wordsOf(other.value)) : agreeInSigns(one.signs, other.signs)
	return { same: 0, variant: 1, slip: 1, doubtful: 2, different: 4 }[agreed]
}

/** A place or an address line. */
const place = kind<{ readonly tight: string; readonly words: readonly string[] }>({
	family: 'place',
	levels: levels(
		['same', 0.7, 0.01],
		['slip', 0.12, 0.001],
		['alike', 0.06, 0.01],
		['shares', 0.04, 0.04],
		['different', 0.08, 0.94],
	),
	read,
	form: (value) => ({ tight: value.replace(/[^\p{L}\p{N}]/gu, ''), words: wordsOf(value) }),
	compare(a, b) {
		const edits = editDistance(a.tight, b.tight, 2)
		if (edits === 0) return a.words.join(' ') === b.words.join(' ') ? 0 : 1
		const shorter = Math.min(a.tight.length, b.tight.length)
		if ((edits === 1 && shorter > 3) || (edits === 2 && shorter > 7)) return 1
		if (jaroWinkler(a.tight, b.tight) >= 0.9) return 2
		return a.words.some((word) => word.length > 2 && b.words.includes(word)) ? 3 : 4
	},
	keys: (_, value) => [value],
})

/** A day as eight digits, yyyymmdd. */
const date = kind<string>({
	levels: levels(
		['same', 0.8, 0.0005],
		['slip', 0.1, 0.001],
		['two parts', 0.04, 0.005],
		['year', 0.02, 0.015],
		['different', 0.04, 0.98],
	),
	read: dayOf,
	form: (value) => value,
	compare(a, b) {
		if (a === b) return 0
		if (editDistance(a, b, 1) === 1) return 1
		if (a.slice(0, 4) === b.slice(0, 4) && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)) return 1
		const parts = [a.slice(0, 4) === b.slice(0, 4), a.slice(4, 6) === b.slice(4, 6), a.slice(6) === b.slice(6)]
		if (parts.filter(Boolean).length === 2 || editDistance(a, b, 2) === 2) return 2
		return parts[0] === true ? 3 : 4
	},
	keys: (value) => [value, `y${value.slice(0, 4)}`, `d${value.slice(4)}`],
})

/** 1990-02-03, 19900203, 3/2/1990, 1990年2月3日: the year is the part of four digits. */
export function dayOf(text: string): string | null {
	const parts = text.normalize('NFKC').match(/\d+/g) ?? []
	const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0').slice(-2)
	const [one, middle, last] = parts
	if (one === undefined) return null
	if (one.length >= 8) return one.slice(0, 8)
	if (one.length === 4) return `${one}${two(middle)}${two(last)}`
	if (last?.length === 4) return `${last}${two(middle)}${two(one)}`
	return parts.join('').padStart(8, '0')
}

/** A number or code somebody was given: a slip is one sign. */
const code = kind<string>({
	levels: levels(['same', 0.8, 0.002], ['slip', 0.1, 0.003], ['begins', 0.03, 0.02], ['different', 0.07, 0.975]),
	read: (text) => {
		const value = folded(text).replace(/[^\p{L}\p{N}]/gu, '')
		return value === '' ? null : value
	},
	form: (value) => value,
	compare(a, b) {
		if (a === b) return 0
		const shorter = Math.min(a.length, b.length)
		if (shorter > 3 && editDistance(a, b, 1) === 1) return 1
		let shared = 0
		while (shared < shorter && a[shared] === b[shared]) shared++
		if (shared >= 2 && shared * 2 >= shorter) return 2
		return 3
	},
	keys: (_, value) => [value],
})

/** One of a short list: the same or not. */
const category = kind<string>({
	levels: levels(['same', 0.9, 0.3], ['different', 0.1, 0.7]),
	read,
	form: (value) => value,
	compare: (a, b) => (a === b ? 0 : 1),
	keys: () => [],
})

export const kinds = { given: part(true), surname: part(false), name, date, identity, code, place, category } as const

/** What a column may be said to hold. */
export type KindName = keyof typeof kinds
