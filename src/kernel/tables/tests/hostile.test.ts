import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FeelStopped, plainAnswer, readModel } from '../api.ts'
import { compileExpression, compileTest, FeelFault } from '../feel.ts'
import { decisionText, functionText, inputText, literal, modelText } from './model-text.ts'

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

	it.each([
		['intervals in intervals', `${'('.repeat(45)}1${'..2)'.repeat(45)}`],
		['intervals in lists', `${'['.repeat(45)}1${'..2]'.repeat(45)}`],
		['intervals at upper ends', `${'[1..('.repeat(40)}1${')+1]'.repeat(40)}`],
		['tests in tests', `${'1 in ('.repeat(80)}1${')'.repeat(80)}`],
		['tests never closed', '1 in ('.repeat(80)],
		['brackets never closed', '('.repeat(90)],
		['not in not', `${'not('.repeat(80)}1${')'.repeat(80)}`],
		['blanks before nothing', `f(a${' '.repeat(150_000)}`],
		['a name that never ends', `{${'a '.repeat(70_000)}`],
	])('T18 %s take no more than a moment to read', (_what, text) => {
		const from = performance.now()
		for (const read of [compileExpression, compileTest]) {
			try {
				read(text)
			} catch (error) {
				expect(error).toBeInstanceOf(FeelFault)
			}
		}
		expect(performance.now() - from).toBeLessThan(3_000)
	})

	it('T12 the upper end of an interval may be filtered, and `[` may close it', () => {
		const facts = { a: [5, 7] }
		const says = (feel: string) => compileExpression(feel)(facts)
		expect(says('5 in [1..a[1]]')).toBe(true)
		expect(says('5 in [1..a[1][')).toBe(false)
		expect(says('[[1..2[, [2..3]][1] = [1..2)')).toBe(true)
		expect(says('6 in (1..a[2] - 1]')).toBe(true)
		expect(says('2 in (1..3)')).toBe(true)
		expect(says('2 in ([1..3])')).toBe(true)
		expect(says('2 in (1, 2)')).toBe(true)
	})

	it('T13 T16 a stop and a fault name the decision and the cell', () => {
		const row = (n: number, cell: string, output: string) =>
			`<rule><inputEntry><text>${n}</text></inputEntry><inputEntry><text>${cell}</text></inputEntry><outputEntry><text>${output}</text></outputEntry></rule>`
		const box = (rows: readonly string[]) =>
			`<decisionTable><input><inputExpression><text>n</text></inputExpression></input><input><inputExpression><text>n</text></inputExpression></input><output/>${rows.join('')}</decisionTable>`
		const loop = 'count(for i in 1..100000000 return i)'
		const rows = [row(1, '-', loop), row(2, `? = ${loop}`, '1'), row(3, '-', '"a" + 1'), row(4, '-', 'f(1)')]
		const dmn = modelText([
			inputText('n'),
			functionText('f', ['n'], literal('f(n + 1)')),
			decisionText('d', ['in n', 'fn f'], box(rows)),
		])
		const model = readModel('test.m', dmn)
		const said = (n: number) => {
			try {
				return model.evaluate({ facts: { n } }).faults.join()
			} catch (error) {
				return error instanceof FeelStopped ? error.message : String(error)
			}
		}
		expect([1, 2, 3, 4].map(said)).toEqual([
			'decision d, row 1, column 3: stopped after 2000000 steps',
			'decision d, row 2, column 2: stopped after 2000000 steps',
			'decision d, row 3, column 3: string + number gives nothing',
			'decision d, row 4, column 3: function f: calls are nested more than 200 deep',
		])
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
