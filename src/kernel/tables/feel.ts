import { evaluate, parseExpression, parseUnaryTests, unaryTest } from 'feelin'

/**
 * FEEL behind one door, so that the interpreter can be replaced. The plain cells that make up nearly every table (a word,
 * a list of words, a comparison, an interval) are compiled here; the rest goes to `feelin`, which parses at each call.
 */

export type Facts = Readonly<Record<string, unknown>>
/** Does the cell accept the value? */
export type Test = (value: unknown, facts: Facts) => boolean
export type Expression = (facts: Facts) => unknown

/** A cell that is not FEEL. */
export class FeelFault extends Error {}

const number = String.raw`-?(?:\d+(?:\.\d+)?|\.\d+)`
const literal = new RegExp(String.raw`^(?:"([^"\\]*)"|(${number})|(true|false|null))$`)
const comparison = new RegExp(String.raw`^(<=|>=|<|>)\s*(${number})$`)
const interval = new RegExp(String.raw`^([[(\]])\s*(${number})\s*\.\.\s*(${number})\s*([\])[])$`)
const path = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/
const reserved = new Set(['true', 'false', 'null', 'if', 'for', 'some', 'every', 'not', 'function', 'and', 'or', 'in'])

/** Compiles an input entry. Empty and `-` accept everything. @throws FeelFault */
export function compileTest(text: string): Test {
	const cell = text.trim()
	if (cell === '' || cell === '-') return () => true
	const plain = plainTests(cell)
	if (plain !== null) {
		const slow = slowTest(cell)
		return (value, facts) => (isPlain(value) ? plain(value) : slow(value, facts))
	}
	requireSound(() => parseUnaryTests(cell, {}, undefined), cell)
	return slowTest(cell)
}

function slowTest(cell: string): Test {
	return (value, facts) => unaryTest(cell, { ...facts, '?': value }).value === true
}

function isPlain(value: unknown): boolean {
	return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

type PlainTest = (value: unknown) => boolean

function plainTests(cell: string): PlainTest | null {
	const not = /^not\s*\((.*)\)$/s.exec(cell)?.[1]
	const parts = splitList(not ?? cell)
	const tests = parts?.map(plainTest) ?? []
	const sound = tests.filter((test) => test !== null)
	if (parts === null || sound.length !== parts.length) return null
	if (not !== undefined && parts.some((part) => literal.exec(part) === null)) return null
	const any = (value: unknown) => sound.some((test) => test(value))
	return not === undefined ? any : (value) => !any(value)
}

function plainTest(part: string): PlainTest | null {
	const word = literal.exec(part)
	if (word !== null) {
		const wanted = literalValue(word)
		return (value) => value === wanted
	}
	const compared = comparison.exec(part)
	if (compared !== null) {
		const limit = Number(compared[2])
		const holds = {
			'<': (n: number) => n < limit,
			'<=': (n: number) => n <= limit,
			'>': (n: number) => n > limit,
			'>=': (n: number) => n >= limit,
		}
		const test = holds[compared[1] === '<' || compared[1] === '<=' || compared[1] === '>' ? compared[1] : '>=']
		return (value) => typeof value === 'number' && test(value)
	}
	const range = interval.exec(part)
	if (range === null) return null
	const [low, high] = [Number(range[2]), Number(range[3])]
	if (low > high) throw new FeelFault(`\`${part}\` runs backwards`)
	const above = range[1] === '[' ? (n: number) => n >= low : (n: number) => n > low
	const below = range[4] === ']' ? (n: number) => n <= high : (n: number) => n < high
	return (value) => typeof value === 'number' && above(value) && below(value)
}

function literalValue(match: RegExpExecArray): string | number | boolean | null {
	if (match[1] !== undefined) return match[1]
	if (match[2] !== undefined) return Number(match[2])
	return match[3] === 'null' ? null : match[3] === 'true'
}

/** Splits at commas outside strings; null when the cell holds brackets that the plain forms do not know. */
function splitList(cell: string): string[] | null {
	const parts = cell.match(/"[^"]*"|[^",]+|,/g)
	if (parts === null) return null
	const list: string[] = ['']
	for (const part of parts) {
		if (part === ',') list.push('')
		else list[list.length - 1] = `${list.at(-1)}${part}`
	}
	return list.map((item) => item.trim())
}

/** Compiles an output entry or an input expression. Empty is null. @throws FeelFault */
export function compileExpression(text: string): Expression {
	const cell = text.trim()
	if (cell === '' || cell === '-') return () => null
	const word = literal.exec(cell)
	if (word !== null) {
		const value = literalValue(word)
		return () => value
	}
	if (path.test(cell) && !reserved.has(cell)) {
		const names = cell.split('.')
		return (facts) => names.reduce<unknown>(part, facts) ?? null
	}
	requireSound(() => parseExpression(cell, {}, undefined), cell)
	return (facts) => evaluate(cell, facts).value ?? null
}

function part(of: unknown, name: string): unknown {
	if (typeof of !== 'object' || of === null || !Object.hasOwn(of, name)) return null
	return Reflect.get(of, name)
}

/** The values of a list of literals such as `"High", "Low"`; null when it is something else. */
export function literalList(text: string): readonly unknown[] | null {
	const words = splitList(text)?.map((one) => literal.exec(one))
	if (words === undefined || words.some((word) => word === null)) return null
	return words.filter((word) => word !== null).map(literalValue)
}

function requireSound(parse: () => { cursor(): { next(): boolean; type: { isError: boolean } } }, cell: string): void {
	const cursor = parse().cursor()
	do {
		if (cursor.type.isError) throw new FeelFault(`\`${cell}\` is not FEEL`)
	} while (cursor.next())
}
