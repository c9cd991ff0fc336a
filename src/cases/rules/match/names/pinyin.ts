/** The finals each initial of Hanyu Pinyin takes, without tones; ü is v after l and n. */
const table: Readonly<Record<string, string>> = {
	'': 'a ai an ang ao e ei en eng er o ou',
	b: 'a ai an ang ao ei en eng i ian iao ie in ing o u',
	p: 'a ai an ang ao ei en eng i ian iao ie in ing o ou u',
	m: 'a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u',
	f: 'a an ang ei en eng o ou u',
	d: 'a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo',
	t: 'a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo',
	n: 'a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve',
	l: 'a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve',
	g: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
	k: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
	h: 'a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo',
	j: 'i ia ian iang iao ie in ing iong iu u uan ue un',
	q: 'i ia ian iang iao ie in ing iong iu u uan ue un',
	x: 'i ia ian iang iao ie in ing iong iu u uan ue un',
	zh: 'a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo',
	ch: 'a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo',
	sh: 'a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo',
	r: 'an ang ao e en eng i ong ou u ua uan ui un uo',
	z: 'a ai an ang ao e ei en eng i ong ou u uan ui un uo',
	c: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
	s: 'a ai an ang ao e en eng i ong ou u uan ui un uo',
	y: 'a an ang ao e i in ing o ong ou u uan ue un',
	w: 'a ai an ang ei en eng o u',
}

const syllables: ReadonlySet<string> = new Set(
	Object.entries(table).flatMap(([initial, finals]) => finals.split(' ').map((final) => `${initial}${final}`)),
)

/** Syllables of one word in every way it may be read: `xian` is xian or xi an. Empty where it is no pinyin. */
export function readingsOf(word: string): readonly (readonly string[])[] {
	if (word.length > 24) return []
	const plain = word.replace(/lyu/g, 'lv').replace(/nyu/g, 'nv')
	const ways: (readonly string[])[][] = [[[]]]
	for (let end = 1; end <= plain.length; end++) {
		const here: (readonly string[])[] = []
		for (let from = Math.max(0, end - 6); from < end; from++) {
			const one = plain.slice(from, end)
			if (syllables.has(one)) for (const way of ways[from] ?? []) here.push([...way, one])
		}
		ways.push(here.slice(0, 8))
	}
	return ways[plain.length] ?? []
}

/** Every way several words may be read one after the other; empty where one of them is no pinyin. */
export function readingsOfAll(words: readonly string[]): readonly (readonly string[])[] {
	let all: (readonly string[])[] = [[]]
	for (const word of words) {
		const ways = readingsOf(word)
		all = all.flatMap((before) => ways.map((way) => [...before, ...way])).slice(0, 32)
	}
	return words.length === 0 ? [] : all
}

/** One sound for what many speakers do not tell apart: n and ng at the end, z and zh, c and ch, s and sh, l and n, h and f. */
export function looseSound(syllable: string): string {
	return syllable
		.replace(/^([zcs])h/, '$1')
		.replace(/^n/, 'l')
		.replace(/^f/, 'h')
		.replace(/ng$/, 'n')
		.replace(/^hu?([aeo])/, 'h$1')
}

/**
 * What a Wade-Giles syllable may be in pinyin. Marks of breath are seldom written, so that `ch` may be zh, ch, j or q; empty
 * where it is none.
 */
export function fromWadeGiles(syllable: string): readonly string[] {
	const [, initial = '', rest = ''] = /^(ch|hs|sh|ts|tz|sz|ss|[ptkjmfnlhwy])?(.*)$/.exec(syllable) ?? []
	const sounds = initials[initial]?.split(' ') ?? [initial]
	const ends = finals[rest]?.split(' ') ?? [rest]
	return [...new Set(sounds.flatMap((sound) => ends.map((end) => `${sound}${end}`)))].filter((one) =>
		syllables.has(one),
	)
}

const initials: Readonly<Record<string, string>> = {
	ch: 'zh ch j q',
	hs: 'x',
	ts: 'z c',
	tz: 'z c',
	sz: 's',
	ss: 's',
	p: 'b p',
	t: 'd t',
	k: 'g k',
	j: 'r',
}
const finals: Readonly<Record<string, string>> = {
	ien: 'ian',
	ieh: 'ie',
	ih: 'i',
	u: 'u i',
	ueh: 'ue',
	ung: 'ong',
	iung: 'iong',
	o: 'o e uo',
	erh: 'er',
	eh: 'e',
	uei: 'ui',
}
