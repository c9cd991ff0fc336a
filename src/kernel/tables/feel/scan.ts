import { blankAt, identifierAt, normalName } from './names.ts'

/** A text that is not FEEL; `at` counts characters from 0. */
export class FeelFault extends Error {
	readonly at: number
	constructor(sentence: string, at = 0) {
		super(sentence)
		this.name = 'FeelFault'
		this.at = at
	}
}

const keywords = new Set(
	'true false null if then else for in return some every satisfies function external instance of between and or not'.split(
		' ',
	),
)
const mostLength = 200_000

/** The text of an expression and how far it has been read. Comments count as blanks. */
export class Scanner {
	readonly text: string
	at = 0
	#depth = 0

	constructor(text: string) {
		if (text.length > mostLength) throw new FeelFault(`the text is longer than ${mostLength} characters`)
		this.text = text
		this.skip()
	}

	/** Refuses what is nested more deeply than any person would write. */
	nested<T>(read: () => T): T {
		this.#depth += 1
		if (this.#depth > 100) throw new FeelFault('nested more than 100 deep', this.at)
		const result = read()
		this.#depth -= 1
		return result
	}

	/** The depth to come back to when a reading is given up. */
	get mark(): { readonly at: number; readonly depth: number } {
		return { at: this.at, depth: this.#depth }
	}
	back(mark: { readonly at: number; readonly depth: number }): void {
		this.at = mark.at
		this.#depth = mark.depth
	}

	skip(): void {
		for (;;) {
			this.at = blankAt(this.text, this.at)
			const end = this.#commentEnd()
			if (end === null) return
			this.at = end
		}
	}

	#commentEnd(): number | null {
		if (this.text.startsWith('//', this.at)) {
			const end = this.text.indexOf('\n', this.at)
			return end < 0 ? this.text.length : end
		}
		if (!this.text.startsWith('/*', this.at)) return null
		const end = this.text.indexOf('*/', this.at + 2)
		if (end < 0) this.fail('a comment is not closed')
		return end + 2
	}

	get ended(): boolean {
		return this.at >= this.text.length
	}

	isAt(sign: string): boolean {
		return this.text.startsWith(sign, this.at)
	}

	/** Takes a sign when it stands here. */
	take(sign: string): boolean {
		if (!this.isAt(sign)) return false
		this.at += sign.length
		this.skip()
		return true
	}

	need(sign: string): void {
		if (!this.take(sign)) this.fail(`\`${sign}\` is missing`)
	}

	isAtWord(word: string): boolean {
		return identifierAt(this.text, this.at) === word
	}

	takeWord(word: string): boolean {
		if (!this.isAtWord(word)) return false
		this.at += word.length
		this.skip()
		return true
	}

	needWord(word: string): void {
		if (!this.takeWord(word)) this.fail(`\`${word}\` is missing`)
	}

	/** One word that is no keyword. */
	identifier(): string | null {
		const word = identifierAt(this.text, this.at)
		if (word === null || keywords.has(word)) return null
		this.at += word.length
		this.skip()
		return word
	}

	/** A name being given (a key, a parameter, a variable): everything up to one of the ends. */
	newName(ends: RegExp): string {
		const rest = this.text.slice(this.at)
		const length = ends.exec(rest)?.index ?? -1
		const name = length < 0 ? '' : normalName(rest.slice(0, length))
		if (!/^[\p{L}\p{S}_?][\p{L}\p{N}\p{M}\p{S}\u200D\s_./\-'’+*?]*$/u.test(name)) this.fail('a name is missing')
		this.at += length
		this.skip()
		return name
	}

	/** A string in quotes, its escapes undone; null when none stands here. */
	string(): string | null {
		if (!this.isAt('"')) return null
		const pattern = /"((?:[^"\\]|\\[\s\S])*)"/y
		pattern.lastIndex = this.at
		const match = pattern.exec(this.text)
		if (match === null) return this.fail('a string is not closed')
		this.at += match[0].length
		this.skip()
		return unescaped(match[1] ?? '')
	}

	/** Digits with a point and an exponent; not the `..` of an interval. */
	number(): string | null {
		const pattern = /(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y
		pattern.lastIndex = this.at
		const match = pattern.exec(this.text)?.[0]
		if (match === undefined) return null
		this.at += match.length
		this.skip()
		return match
	}

	fail(sentence: string): never {
		const rest = this.text.slice(this.at, this.at + 20)
		throw new FeelFault(`${sentence} ${rest === '' ? 'at the end' : `at \`${rest}\``}`, this.at)
	}
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' }

function unescaped(text: string): string {
	return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g, (whole, four, six, one) => {
		const code = four ?? six
		if (code === undefined) return escapes[one] ?? whole
		const point = Number.parseInt(code, 16)
		return point > 0x10ffff ? whole : String.fromCodePoint(point)
	})
}
