/** Names made comparable, in both scripts, and cut into grams. The importer and the search use the same cut. */

/** Words of streets, longest and shortest form as one, so that "Harbour Ave" is "Harbour Avenue". */
const short: Readonly<Record<string, string>> = {
	street: 'st',
	str: 'st',
	road: 'rd',
	avenue: 'ave',
	av: 'ave',
	boulevard: 'blvd',
	lane: 'ln',
	square: 'sq',
	saint: 'st',
	strasse: 'str',
	north: 'n',
	south: 's',
	east: 'e',
	west: 'w',
	number: 'no',
}
const hanRun = /\p{Script=Han}/u

/** Lower case, no accents, no punctuation, wide forms narrowed, street words shortened: what two spellings share. */
export function normalise(text: string): string {
	const plain = text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll('ß', 'ss')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
	const words = plain.split(' ').map((w) => short[w] ?? w)
	return words.join(' ').replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
}

/** Grams of a normalised name: each Han sign, each pair of neighbours, and threes of letters with the word's ends marked. */
export function grams(norm: string): string[] {
	const out = new Set<string>()
	for (const word of norm.split(' ')) {
		if (word === '') continue
		const signs = [...word]
		if (hanRun.test(word)) {
			signs.forEach((s, i) => {
				out.add(s)
				const next = signs[i + 1]
				if (next !== undefined) out.add(s + next)
			})
			continue
		}
		const marked = [' ', ' ', ...signs, ' ']
		for (let i = 0; i + 2 < marked.length; i++) out.add(marked.slice(i, i + 3).join(''))
	}
	return [...out]
}

/** A house number made comparable: "41 号" and "No. 41" are "41", "12 A" is "12a". */
export function normaliseNumber(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/^(no\.?|nr\.?|#)\s*/, '')
		.replace(/[号號]/g, '')
		.replace(/\s+/g, '')
}
