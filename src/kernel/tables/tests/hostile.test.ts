import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FeelStopped, plainAnswer, readModel } from '../api.ts'
import { compileExpression, compileTest, FeelFault } from '../feel.ts'
import { decisionText, functionText, literal, modelText } from './model-text.ts'

const value = (feel: string, parts: readonly string[] = [], needs: readonly string[] = []) => {
	const dmn = modelText([...parts, decisionText('d', needs, literal(feel))])
	return plainAnswer(readModel('test.m', dmn).evaluate({ facts: {}, wanted: ['d'] }))['d']
}

describe('hostile expressions', () => {
	it('T18 any text is refused as FEEL or runs, and never fails otherwise', () => {
		const word = fc.constantFrom(
			...'1 -1 0.5 "a" "é\\u00e9" true null x item [1,2,3] {a:1,b:{c:2}} @"2024-02-29" @"P1D" @"P1Y2M" [1..5] (< 3) ( ) [ ] { } , . .. : + - * / ** = != < <= > >= and or not( in between if then else for i return some every satisfies function( instance of number list<string> date( duration( count( sum( string( sort( matches( date and time( ? // /* @ " \\'.split(
				' ',
			),
		)
		const text = fc.oneof(
			fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')),
			fc.string({ maxLength: 30 }),
		)
		const facts = { x: [1, 'a', { a: 1 }, null] }
		fc.assert(
			fc.property(text, (cell) => {
				for (const run of [() => compileExpression(cell)(facts), () => compileTest(cell)(3, facts)]) {
					try {
						run()
					} catch (error) {
						expect(error instanceof FeelFault || error instanceof FeelStopped ? null : error).toBeNull()
					}
				}
			}),
			{ numRuns: 3000 },
		)
	})

	it.each([
		['a list doubled sixty times', 'f(1, 60)', 'if n = 0 then x else f([x, x], n - 1)'],
		['the same compared', 'f(1, 60) = f(1, 60)', 'if n = 0 then x else f([x, x], n - 1)'],
		['the same written', 'string(f(1, 60))', 'if n = 0 then x else f({a: x, b: x}, n - 1)'],
		['a text doubled sixty times', 'f("abcdefgh", 60)', 'if n = 0 then x else f(x + x, n - 1)'],
		[
			'a list laid in itself',
			'count(f(1, 150)) + count(for i in 1..100000 return partial)',
			'if n = 0 then x else f([x], n - 1)',
		],
		['a chain of lists', 'string(for i in 1..200000 return [partial[-1]])', 'x'],
	])('T16 %s is stopped', (_what, feel, body) => {
		const from = performance.now()
		expect(() => value(feel, [functionText('f', ['x', 'n'], literal(body))], ['fn f'])).toThrow(FeelStopped)
		expect(performance.now() - from).toBeLessThan(15_000)
	})

	it('T16 a pattern that may double its work with every character is run on short texts only', () => {
		for (const pattern of ['^(a|aa)+$', '^(a+)+$', '^(?:a?a?)*$']) {
			expect(value(`matches("aaaa", "${pattern}")`)).toBe(true)
			expect(value(`matches("${'a'.repeat(60)}!", "${pattern}")`)).toBeNull()
		}
		expect(value(`matches("${'a'.repeat(5000)}!", "a*b")`)).toBe(false)
		expect(value(`matches("${'a'.repeat(5000)}!", "a*a*a*b")`)).toBeNull()
	})
})
