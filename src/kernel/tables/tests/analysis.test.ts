import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse } from '../analysis/analyse.ts'
import { decideBy } from '../decide.ts'
import { compileTest } from '../feel.ts'
import { replay } from '../replay.ts'
import { readTable } from '../table.ts'
import { tableText } from './table-text.ts'

const read = (policy: string, inputs: readonly string[], rows: readonly (readonly string[])[], whenNone?: string) =>
	readTable(
		'test.t',
		tableText({ policy, inputs, outputs: ['o: "x", "y"'], rows, ...(whenNone === undefined ? {} : { whenNone }) }),
	)
const of = (...args: Parameters<typeof read>) => analyse(read(...args).compiled)

describe('analysis before publishing', () => {
	it('T19 a gap is given as a row that would fill it, with values that lie in it', () => {
		const { gaps, overlaps } = of(
			'UNIQUE',
			['kind: "fire","theft","noise"', 'minutes'],
			[
				['"fire"', '-', '1'],
				['"theft"', '<10', '2'],
				['"theft"', '>10', '3'],
			],
		)
		expect(gaps.map((gap) => gap.cells)).toEqual([
			['"noise"', '-'],
			['"theft"', '10'],
		])
		expect(gaps[1]?.example).toEqual({ kind: 'theft', minutes: 10 })
		expect(overlaps).toEqual([])
	})

	it.each([
		['numbers are dense', ['<=1', '>=2'], ['(1..2)']],
		['days are not', ['<=@"2024-02-28"', '>=@"2024-02-29"'], []],
		['a day left out', ['<date("2024-02-28")', '>date("2024-02-28")'], ['@"2024-02-28"']],
		['a truth', ['true'], ['false']],
		['words that are listed', ['"a","b"'], ['not("a", "b")']],
		['all but a word', ['not("a")'], ['"a"']],
		['durations', ['<duration("P2D")', '>=duration("P3D")'], ['[@"P2D"..@"P3D")']],
		['intervals', ['[0..5)', '(5..9]'], ['< 0, 5, > 9']],
	])('T19 %s', (_what, cells, gaps) => {
		const found = of(
			'UNIQUE',
			['v'],
			cells.map((cell) => [cell, '1']),
		)
		expect(found.gaps.map((gap) => gap.cells[0])).toEqual(gaps)
		expect(found.notAnalysed).toEqual([])
	})

	it('T19 a table with default outputs has no gaps', () => {
		expect(of('UNIQUE', ['v'], [['1', '"x"']], '"y"').gaps).toEqual([])
	})

	it('T19 U may not be hit twice, A not with different outputs', () => {
		const rows = [
			['<=5', '"x"'],
			['>=5', '"y"'],
			['[4..4]', '"x"'],
		]
		expect(of('UNIQUE', ['v'], rows).overlaps.map((one) => [one.rows, one.region.cells])).toEqual([
			[[1, 3], ['4']],
			[[1, 2], ['5']],
		])
		expect(of('ANY', ['v'], rows).overlaps.map((one) => one.rows)).toEqual([[1, 2]])
		expect(of('COLLECT', ['v'], rows).overlaps).toEqual([])
	})

	it('T19 rows that never decide are named with those before them', () => {
		expect(
			of(
				'FIRST',
				['v'],
				[
					['<5', '"x"'],
					['>=5', '"y"'],
					['7', '"x"'],
					['-', '"x"'],
				],
			).never,
		).toEqual([
			{ row: 3, because: [2] },
			{ row: 4, because: [1, 2] },
		])
		expect(
			of(
				'PRIORITY',
				['v'],
				[
					['1', '"y"'],
					['-', '"x"'],
				],
			).never,
		).toEqual([{ row: 1, because: [2] }])
		expect(of('UNIQUE', ['v: "a","b"'], [['"c"', '"x"']]).never).toEqual([{ row: 1, because: [] }])
	})

	it('T19 what depends on more than its input is named, and never makes a false alarm', () => {
		const found = of(
			'UNIQUE',
			['v', 'w'],
			[
				['> w', '-', '1'],
				['-', '1', '2'],
			],
		)
		expect(found.notAnalysed).toEqual([{ row: 1, column: 1, text: '> w' }])
		expect([found.gaps, found.overlaps]).toEqual([[], []])
	})

	it('T19 two columns that ask for the same thing are one', () => {
		expect(
			of(
				'UNIQUE',
				['v', 'v'],
				[
					['<5', '>3', '1'],
					['>=5', '-', '2'],
				],
			).gaps.map((gap) => gap.cells[0]),
		).toEqual(['<= 3'])
	})

	it('T19 work is bounded', () => {
		const inputs = Array.from({ length: 12 }, (_, n) => `i${n}`)
		const rows = Array.from({ length: 200 }, (_, r) => [...inputs.map((_i, c) => `>= ${(r * (c + 7)) % 11}`), '1'])
		const from = performance.now()
		const found = analyse(read('FIRST', inputs, rows).compiled, { work: 200_000, most: 1_000_000 })
		expect(found.finished).toBe(false)
		expect(performance.now() - from).toBeLessThan(20_000)
	})

	const number = fc.oneof(
		fc.constant('-'),
		fc.integer({ min: 0, max: 4 }).map(String),
		fc.tuple(fc.constantFrom('<', '<=', '>', '>='), fc.integer({ min: 0, max: 4 })).map((parts) => parts.join(' ')),
		fc
			.tuple(
				fc.constantFrom('[', '('),
				fc.integer({ min: 0, max: 2 }),
				fc.integer({ min: 2, max: 4 }),
				fc.constantFrom(']', ')'),
			)
			.map(([l, a, b, r]) => `${l}${a}..${b}${r}`),
		fc.integer({ min: 0, max: 4 }).map((n) => `not(${n})`),
	)
	const word = fc.constantFrom('-', '"a"', '"b"', '"a","b"', 'not("a")', 'not("a","b")')
	const truth = fc.constantFrom('-', 'true', 'false')
	const table = fc.tuple(
		fc.constantFrom('UNIQUE', 'ANY', 'FIRST', 'PRIORITY'),
		fc.array(fc.tuple(number, word, truth, fc.constantFrom('"x"', '"y"')), { minLength: 1, maxLength: 6 }),
	)
	const samples = [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5].flatMap((n) =>
		['', 'a', 'b', 'c'].flatMap((w) => [true, false].map((t) => ({ n, w, t }))),
	)

	it('T19 agrees with every sample of random tables', () => {
		fc.assert(
			fc.property(table, ([policy, rows]) => {
				const made = read(policy, ['n', 'w', 't'], rows)
				const found = analyse(made.compiled)
				const every = read('COLLECT', ['n', 'w', 't'], rows)
				const hits = samples.map((facts) => decideBy(every, facts).rows)
				const gaps = found.gaps.map((gap) => gap.cells.map(compileTest))
				const inGap = ({ n, w, t }: (typeof samples)[number]) =>
					gaps.some((tests) => [n, w, t].every((value, c) => tests[c]?.(value, {}) ?? false))
				expect(samples.map(inGap)).toEqual(hits.map((hit) => hit.length === 0))
				const met = new Set(hits.flatMap((hit) => hit.flatMap((a) => hit.filter((b) => b > a).map((b) => `${a} ${b}`))))
				const bad = (pair: string) => {
					const [a = 0, b = 0] = pair.split(' ').map(Number)
					return policy === 'UNIQUE' || (policy === 'ANY' && rows[a - 1]?.[3] !== rows[b - 1]?.[3])
				}
				expect(found.overlaps.map((one) => one.rows.join(' ')).toSorted()).toEqual([...met].filter(bad).toSorted())
				if (policy === 'UNIQUE' || policy === 'ANY') return
				const deciding = new Set(samples.flatMap((facts) => decideBy(made, facts).rows))
				const idle = rows.map((_, n) => n + 1).filter((n) => !deciding.has(n))
				expect(found.never.map((one) => one.row)).toEqual(idle)
			}),
			{ numRuns: 200 },
		)
	})
})

describe('replay', () => {
	it('T20 gives the cases that would be decided otherwise', () => {
		const old = read(
			'FIRST',
			['v: "a","b"'],
			[
				['"a"', '"x"'],
				['-', '"y"'],
			],
		)
		const renewed = read(
			'FIRST',
			['v: "a","b","c"'],
			[
				['"b","c"', '"x"'],
				['-', '"x"'],
			],
		)
		const cases = ['a', 'b', 'c'].map((v) => ({ key: v, facts: { v } }))
		const found = [...replay(old, renewed, cases)]
		expect(found.map((one) => [one.key, one.old?.output['o'] ?? null, one.new?.output['o'] ?? null])).toEqual([
			['b', 'y', 'x'],
			['c', null, 'x'],
		])
		expect(found[1]?.why.old).toContain('v has a value')
	})
})
