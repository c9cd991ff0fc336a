import type { Expr, Iteration, UnaryTest, UnaryTests } from './ast.ts'
import type { Names } from './names.ts'
import { parsePrimary, rangeFrom } from './parse-primary.ts'
import { parseType } from './parse-type.ts'
import { Scanner } from './scan.ts'
import { comparisonAt, type Source } from './source.ts'

/**
 * FEEL's grammar (DMN 1.5 clause 10.3.1.2), read by descent: each function reads one level of binding, the weakest first.
 */

const ignored = () => undefined

/** Reads a whole text as one expression. @throws FeelFault */
export function parseExpression(text: string, names: Names, unknown: (name: string) => void = ignored): Expr {
	const source = { scan: new Scanner(text), names, expression, additive, unknown, closing: false }
	const expr = expression(source)
	if (!source.scan.ended) source.scan.fail('not FEEL')
	return expr
}

/** Reads a cell of tests; empty and `-` accept everything. @throws FeelFault */
export function parseTests(text: string, names: Names, unknown: (name: string) => void = ignored): UnaryTests {
	const source = { scan: new Scanner(text), names: names.inside(['?']), expression, additive, unknown, closing: false }
	const { scan } = source
	if (scan.ended) return { kind: 'any' }
	if (scan.take('-') && scan.ended) return { kind: 'any' }
	scan.at = 0
	scan.skip()
	const negated = notTests(source)
	const tests = negated ?? testList(source)
	if (!scan.ended) scan.fail('not FEEL')
	return { kind: 'tests', not: negated !== null, tests }
}

/** `not(…)` around a whole cell. */
function notTests(source: Source): readonly UnaryTest[] | null {
	const { scan } = source
	const mark = scan.mark
	if (!scan.takeWord('not') || !scan.take('(')) {
		scan.back(mark)
		return null
	}
	const tests = testList(source)
	if (scan.take(')') && scan.ended) return tests
	scan.back(mark)
	return null
}

function testList(source: Source): readonly UnaryTest[] {
	const tests: UnaryTest[] = []
	do tests.push(unaryTest(source))
	while (source.scan.take(','))
	return tests
}

/** One test of a list: `< 5`, `[1..5]`, `"a"`, or any expression. */
function unaryTest(source: Source): UnaryTest {
	const { scan } = source
	const from = scan.at
	const op = comparisonAt(scan)
	if (op !== null) return { expr: { kind: 'open', op, of: additive(source) }, asks: false }
	const expr = expression(source)
	return {
		expr,
		asks: scan.text
			.slice(from, scan.at)
			.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
			.includes('?'),
	}
}

function expression(source: Source): Expr {
	return source.scan.nested(() => {
		const { scan } = source
		if (source.closing) return expression({ ...source, closing: false })
		if (scan.isAtWord('if')) return conditional(source)
		if (scan.isAtWord('for')) return forLoop(source)
		if (scan.isAtWord('some') || scan.isAtWord('every')) return quantified(source)
		return disjunction(source)
	})
}

function conditional(source: Source): Expr {
	const { scan } = source
	scan.needWord('if')
	const test = expression(source)
	scan.needWord('then')
	const then = expression(source)
	scan.needWord('else')
	return { kind: 'if', test, then, other: expression(source) }
}

function iterations(source: Source): { over: readonly Iteration[]; inner: Source } {
	const { scan } = source
	const over: Iteration[] = []
	let inner = source
	do {
		const name = scan.newName(/\bin\b/)
		scan.needWord('in')
		const low = expression(inner)
		over.push({ name, over: low, to: scan.take('..') ? expression(inner) : null })
		inner = { ...inner, names: inner.names.inside([name]) }
	} while (scan.take(','))
	return { over, inner }
}

function forLoop(source: Source): Expr {
	const { scan } = source
	scan.needWord('for')
	const { over, inner } = iterations(source)
	scan.needWord('return')
	return { kind: 'for', over, body: expression({ ...inner, names: inner.names.inside(['partial']) }) }
}

function quantified(source: Source): Expr {
	const { scan } = source
	const kind = scan.takeWord('some') ? 'some' : 'every'
	if (kind === 'every') scan.needWord('every')
	const { over, inner } = iterations(source)
	scan.needWord('satisfies')
	return { kind, over, body: expression(inner) }
}

function disjunction(source: Source): Expr {
	let left = conjunction(source)
	while (source.scan.takeWord('or')) left = { kind: 'or', left, right: conjunction(source) }
	return left
}

function conjunction(source: Source): Expr {
	let left = comparison(source)
	while (source.scan.takeWord('and')) left = { kind: 'and', left, right: comparison(source) }
	return left
}

function comparison(source: Source): Expr {
	const { scan } = source
	let left = additive(source)
	for (;;) {
		const op = comparisonAt(scan)
		if (op !== null) left = { kind: 'compare', op, left, right: additive(source) }
		else if (scan.takeWord('between')) left = betweenEnds(left, source)
		else if (scan.takeWord('in')) left = { kind: 'in', of: left, tests: inTests(source) }
		else if (scan.isAtWord('instance')) {
			scan.needWord('instance')
			scan.needWord('of')
			left = { kind: 'instance', of: left, type: parseType(scan, source.names) }
		} else return left
	}
}

function betweenEnds(of: Expr, source: Source): Expr {
	const low = additive(source)
	source.scan.needWord('and')
	return { kind: 'between', of, low, high: additive(source) }
}

/** After `in`: one test, or several in brackets; brackets may also be an interval. */
function inTests(source: Source): readonly UnaryTest[] {
	const { scan } = source
	const op = comparisonAt(scan)
	if (op !== null) return [{ expr: { kind: 'open', op, of: additive(source) }, asks: false }]
	if (!scan.take('(')) return [{ expr: additive(source), asks: false }]
	const first = unaryTest(source)
	if (scan.isAt('..')) return [{ expr: rangeFrom(false, first.expr, source), asks: false }]
	const rest = scan.take(',') ? testList(source) : []
	scan.need(')')
	return [first, ...rest]
}

function additive(source: Source): Expr {
	const { scan } = source
	let left = multiplicative(source)
	for (;;) {
		if (scan.take('+')) left = { kind: 'binary', op: '+', left, right: multiplicative(source) }
		else if (scan.isAt('-') && scan.take('-')) left = { kind: 'binary', op: '-', left, right: multiplicative(source) }
		else return left
	}
}

function multiplicative(source: Source): Expr {
	const { scan } = source
	let left = power(source)
	for (;;) {
		if (!scan.isAt('**') && scan.take('*')) left = { kind: 'binary', op: '*', left, right: power(source) }
		else if (scan.take('/')) left = { kind: 'binary', op: '/', left, right: power(source) }
		else return left
	}
}

function power(source: Source): Expr {
	let left = negation(source)
	while (source.scan.take('**')) left = { kind: 'binary', op: '**', left, right: negation(source) }
	return left
}

function negation(source: Source): Expr {
	if (!source.scan.take('-')) return parsePrimary(source)
	return source.scan.nested(() => ({ kind: 'negate', of: negation(source) }))
}
