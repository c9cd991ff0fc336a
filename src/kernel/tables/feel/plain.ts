import type { Comparison, Expr, UnaryTest, UnaryTests } from './ast.ts'
import { FeelFault } from './scan.ts'
import { compare, type Value } from './value.ts'

/**
 * The plain cells that make up nearly every table (words, lists of words, comparisons and intervals of whole numbers) are
 * tested without the machinery for the rest. The two agree (T9).
 */

/** A value these tests take. */
export type Plain = null | string | number | boolean
export type PlainTest = (value: Plain) => boolean

export function isPlain(value: Value): value is Plain {
	return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Null when a test of the cell is anything else. */
export function plainTests(tests: UnaryTests & { kind: 'tests' }): PlainTest | null {
	const made = tests.tests.map(plainTest)
	const sound = made.filter((test) => test !== null)
	if (sound.length !== made.length) return null
	const words = tests.tests.map(({ expr }) => literalOf(expr))
	const any = words.every((word) => word !== undefined && isPlain(word))
		? amongWords(words.filter((word) => word !== undefined))
		: amongTests(sound)
	return tests.not ? (value) => !any(value) : any
}

function amongWords(words: readonly Value[]): PlainTest {
	const [only] = words
	if (words.length === 1) return (value) => value === only
	const set = new Set(words)
	return (value) => set.has(value)
}

function amongTests(tests: readonly PlainTest[]): PlainTest {
	const [only] = tests
	if (tests.length === 1 && only !== undefined) return only
	return (value) => tests.some((test) => test(value))
}

/** The value a literal or a negated number stands for; undefined for anything else. */
export function literalOf(expr: Expr): Value | undefined {
	if (expr.kind === 'literal') return expr.value
	if (expr.kind !== 'negate' || expr.of.kind !== 'literal') return undefined
	return typeof expr.of.value === 'number' ? 0 - expr.of.value : undefined
}

function plainTest({ expr, asks }: UnaryTest): PlainTest | null {
	if (asks) return null
	if (expr.kind === 'open') {
		const limit = literalOf(expr.of)
		return typeof limit === 'number' ? comparisonTest(expr.op, limit) : null
	}
	if (expr.kind === 'range') {
		const [low, high] = [literalOf(expr.low), literalOf(expr.high)]
		if (typeof low !== 'number' || typeof high !== 'number') return null
		const above: (n: number) => boolean = expr.lowIn ? (n) => n >= low : (n) => n > low
		const below: (n: number) => boolean = expr.highIn ? (n) => n <= high : (n) => n < high
		return (value) => typeof value === 'number' && above(value) && below(value)
	}
	const word = literalOf(expr)
	return word !== undefined && isPlain(word) ? (value) => value === word : null
}

function comparisonTest(op: Comparison, limit: number): PlainTest {
	const holds: Readonly<Record<Comparison, (n: number) => boolean>> = {
		'=': (n) => n === limit,
		'!=': (n) => n !== limit,
		'<': (n) => n < limit,
		'<=': (n) => n <= limit,
		'>': (n) => n > limit,
		'>=': (n) => n >= limit,
	}
	const test = holds[op]
	// Anything that is not null differs from a number only by kind, and of that FEEL says nothing; null differs.
	if (op === '!=') return (value) => value === null || (typeof value === 'number' && test(value))
	return (value) => typeof value === 'number' && test(value)
}

/** @throws FeelFault when an interval's ends are the wrong way round, so that nothing is ever in it */
export function refuseBackwards(tests: UnaryTests, text: string): void {
	if (tests.kind === 'any') return
	for (const { expr } of tests.tests) {
		if (expr.kind !== 'range') continue
		const [low, high] = [literalOf(expr.low), literalOf(expr.high)]
		if (low !== undefined && high !== undefined && compare(low, high) === 1)
			throw new FeelFault(`\`${text}\` runs backwards`)
	}
}
