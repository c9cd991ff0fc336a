import fc from 'fast-check'
import { unaryTest } from 'feelin'
import { describe, expect, it } from 'vitest'
import { inTx } from '#tests/database.ts'
import { evaluateTable, keepTable, publishTables, readTable, showTable } from '../api.ts'
import { decideBy } from '../decide.ts'
import { compileTest } from '../feel.ts'
import { tableText } from './table-text.ts'

const rows = [
	['"fire"', '-', '1', 'Fire: at once', '火灾：立即'],
	['"theft","fraud"', '<10', '2', 'Fresh', '刚发生'],
	['"theft","fraud"', '>=10', '4', 'Old', '已久'],
	['not("fire","theft","fraud")', '[0..5)', '3', 'Other', '其他'],
]
const plain = { policy: 'UNIQUE', inputs: ['kind', 'call.minutes'], outputs: ['priority'], rows }
const two = (policy: string, aggregation?: string) =>
	tableText({
		policy,
		...(aggregation === undefined ? {} : { aggregation }),
		inputs: ['n'],
		outputs: ['points: 30, 10, 20'],
		rows: [
			['>0', '10'],
			['>1', '20'],
			['>2', '30'],
			['>3', '10'],
		],
	})

function decided(dmn: string, facts: Record<string, unknown>) {
	const { output, rows: hit } = decideBy(readTable('test.t', dmn), facts)
	return [output['points'], hit]
}

describe('rule table', () => {
	it('T2 T7 T8 decides by names and paths, naming row, rule, version and sentence', () => {
		const table = readTable('test.priority', tableText(plain))
		const decision = decideBy(table, { kind: 'fraud', call: { minutes: 12 } })
		expect(decision).toEqual({
			output: { priority: 4 },
			rows: [3],
			rule: 'test.priority r3',
			version: table.version,
			en: 'Old',
			zh: '已久',
		})
		expect(table.version).toMatch(/^[0-9a-f]{12}$/)
		expect(decideBy(table, { kind: 'fire' }).output).toEqual({ priority: 1 })
		expect(decideBy(table, { kind: 'noise', call: { minutes: 4.99 } }).rows).toEqual([4])
	})

	it.each([
		['UNIQUE', undefined, 1, [10, [1]]],
		['UNIQUE', undefined, 2, [null, [1, 2]]],
		['ANY', undefined, 2, [null, [1, 2]]],
		['FIRST', undefined, 9, [10, [1]]],
		['PRIORITY', undefined, 2, [10, [1]]],
		['PRIORITY', undefined, 3, [30, [3]]],
		[
			'OUTPUT ORDER',
			undefined,
			9,
			[
				[30, 10, 10, 20],
				[3, 1, 4, 2],
			],
		],
		[
			'RULE ORDER',
			undefined,
			3,
			[
				[10, 20, 30],
				[1, 2, 3],
			],
		],
		[
			'COLLECT',
			undefined,
			2,
			[
				[10, 20],
				[1, 2],
			],
		],
		['COLLECT', 'SUM', 9, [70, [1, 2, 3, 4]]],
		['COLLECT', 'MIN', 9, [10, [1, 2, 3, 4]]],
		['COLLECT', 'MAX', 9, [30, [1, 2, 3, 4]]],
		['COLLECT', 'COUNT', 9, [3, [1, 2, 3, 4]]],
		['COLLECT', 'COUNT', 0, [0, []]],
		['COLLECT', 'SUM', 0, [null, []]],
	])('T3 T5 %s %s of %i', (policy, aggregation, n, expected) => {
		expect(decided(two(policy, aggregation), { n })).toEqual(expected)
	})

	it('T4 no row gives the default', () => {
		const table = readTable('test.t', tableText({ ...plain, whenNone: '5' }))
		const { output, rows: hit, rule } = decideBy(table, { kind: 'noise', call: { minutes: 60 } })
		expect([output, hit, rule]).toEqual([{ priority: 5 }, [], 'test.t default'])
	})

	it('T6 a value that is not listed is refused by name', () => {
		const table = readTable('test.t', tableText({ ...plain, inputs: ['kind: "fire","theft"', 'call.minutes'] }))
		expect(() => decideBy(table, { kind: 'firre' })).toThrowError(
			expect.objectContaining({ code: 'invalid', rule: 'T6', field: 'kind' }),
		)
	})

	it.each([
		['a broken cell', tableText({ ...plain, rows: [['"a', '-', '1']] }), /row 1/],
		['an interval that runs backwards', tableText({ ...plain, rows: [['-', '[5..1]', '1']] }), /backwards/],
		['a missing cell', tableText({ ...plain, rows: [['"a"', '1']] }), /row 1/],
		['no decision', '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" />', /one decision/],
		['a document type', `<!DOCTYPE x>${tableText(plain)}`, /document type/],
		['an unknown policy', tableText({ ...plain, policy: 'BEST' }), /hit policy/],
		['nothing', '', /not DMN/],
	])('T1 %s is refused at load', (_what, dmn, why) => {
		expect(() => readTable('test.t', dmn)).toThrow(why)
	})

	it('T9 compiled cells and the interpreter agree', () => {
		const n = fc.integer({ min: -9, max: 9 })
		const word = fc.constantFrom('a', 'b', 'c d', '火灾', 'z')
		const ends = (left: string[], right: string[]) =>
			fc.tuple(fc.constantFrom(...left), n, n, fc.constantFrom(...right))
		const number = fc.oneof(
			n.map(String),
			fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '< '), n).map((t) => t.join('')),
			ends(['[', '(', ']'], [']', ')', '[']).map(([l, a, b, r]) => `${l}${Math.min(a, b)} .. ${Math.max(a, b)}${r}`),
		)
		const quoted = word.map((w) => JSON.stringify(w))
		const some = (one: fc.Arbitrary<string>) =>
			fc
				.tuple(fc.array(one, { minLength: 1, maxLength: 3 }), fc.boolean())
				.map(([l, not]) => (not ? `not(${l})` : `${l}`))
		const pair = fc.oneof(
			fc.tuple(some(number), n),
			fc.tuple(some(quoted), fc.oneof(word, fc.constant(null), n)),
			fc.tuple(fc.constantFrom('true', 'false', 'null', 'not(null)', '-', ''), fc.constantFrom(true, false, null)),
		)
		fc.assert(
			fc.property(pair, ([text, given]) => {
				const said = text === '' || unaryTest(text, { '?': given }).value === true
				expect(compileTest(text)(given, {})).toBe(said)
			}),
			{ numRuns: 2000 },
		)
	})

	it('T9 a compiled table decides as the interpreter does cell by cell', () => {
		const n = fc.integer({ min: 0, max: 5 })
		const number = fc.oneof(
			fc.constant('-'),
			n.map(String),
			fc.tuple(fc.constantFrom('<', '>='), n).map((parts) => parts.join(' ')),
			fc.tuple(n, n).map(([a, b]) => `[${Math.min(a, b)}..${Math.max(a, b)}]`),
			// No plain cell: the long way is taken.
			n.map((limit) => `? * 2 > ${limit}`),
		)
		const word = fc.constantFrom('-', '"a"', '"a","b"', 'not("b")', 'starts with(?, "c")')
		const table = fc.array(fc.tuple(number, word, n.map(String)), { minLength: 1, maxLength: 8 })
		const given = fc.record({ n: fc.oneof(n, fc.constant(2.5)), w: fc.constantFrom('a', 'b', 'cd') })
		fc.assert(
			fc.property(table, given, (rows, facts) => {
				const dmn = tableText({ policy: 'FIRST', inputs: ['n', 'w'], outputs: ['o'], rows })
				const fits = (cell: string, value: unknown) => cell === '-' || unaryTest(cell, { '?': value }).value === true
				const found = rows.findIndex(([number, word]) => fits(number, facts.n) && fits(word, facts.w))
				const { output, rows: hit } = decideBy(readTable('test.t', dmn), facts)
				expect([hit, output['o']]).toEqual(found < 0 ? [[], null] : [[found + 1], Number(rows[found]?.[2])])
			}),
			{ numRuns: 300 },
		)
	})

	it('T9 unlike things are never a hit, whatever the interpreter makes of them', () => {
		for (const cell of ['<5', '<=0,<0', '[1..5]', '>-1']) {
			for (const given of ['a', true, null]) expect(compileTest(cell)(given, {})).toBe(false)
		}
	})

	it('T11 a loaded table is shown with the row hit, and kept under its version once', async () => {
		keepTable(readTable('test.priority', tableText(plain)))
		const { rows: hit } = evaluateTable('test.priority', { kind: 'fire' })
		const shown = showTable('test.priority', hit)
		expect(shown.columns.map((c) => [c.label, c.is])).toEqual([
			['kind', 'input'],
			['call.minutes', 'input'],
			['priority', 'output'],
		])
		expect(shown.rows.map((row) => row.hit)).toEqual([true, false, false, false])
		expect(shown.rows[1]?.cells).toEqual(['"theft","fraud"', '<10', '2'])
		await inTx(async (tx) => {
			await publishTables(tx, new Date())
			await publishTables(tx, new Date())
		})
	})
})
