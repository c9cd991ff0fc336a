import { describe, expect, it } from 'vitest'
import {
	decideByName,
	evaluateModel,
	FeelStopped,
	keepModel,
	needSound,
	plainAnswer,
	readModel,
	readTable,
	TableFault,
} from '../api.ts'
import { decideBy } from '../decide.ts'
import { decisionText, functionText, inputText, literal, modelText } from './model-text.ts'
import { tableText } from './table-text.ts'

const one = (feel: string, parts: readonly string[] = [], needs: readonly string[] = []) =>
	modelText([...parts, decisionText('d', needs, literal(feel))])
const value = (dmn: string, facts: Record<string, unknown> = {}) =>
	plainAnswer(readModel('test.m', dmn).evaluate({ facts, wanted: ['d'] }))['d']

describe('decision model', () => {
	it.each(['20180521', '20191111', '20211108', '20230324'])('T12 reads the DMN namespace of %s', (version) => {
		expect(value(modelText([decisionText('d', [], literal('1 + 1'))], version))).toBe(2)
	})

	it('T12 decides by what is needed, once, and names the rows of every table asked', () => {
		const model = readModel(
			'test.m',
			modelText([
				inputText('kind', 'string'),
				inputText('sum', 'number'),
				functionText('fee', ['of'], literal('of * 0.1')),
				decisionText('base', ['in sum', 'fn fee'], literal('fee(sum)')),
				decisionText(
					'd',
					['in kind', 'base'],
					`<decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>kind</text></inputExpression></input><output name="o"/>
					<rule><inputEntry><text>"a"</text></inputEntry><outputEntry><text>base</text></outputEntry></rule>
					<rule><inputEntry><text>not("a")</text></inputEntry><outputEntry><text>base * 2</text></outputEntry></rule></decisionTable>`,
				),
			]),
		)
		const answer = model.evaluate({ facts: { kind: 'b', sum: 0.3 } })
		expect(plainAnswer(answer)).toEqual({ base: 0.03, d: 0.06 })
		expect(answer.rows).toEqual([{ table: 'd', rows: [2] }])
		keepModel(needSound(model))
		expect(evaluateModel('test.m', { kind: 'a', sum: 1 }, 'd', new Date(0)).output).toBe(0.1)
		expect(decideByName('test.m#d', { kind: 'a', sum: 1 }, new Date(0))).toEqual({
			output: { d: 0.1 },
			rows: [1],
			rule: 'test.m#d r1',
			version: model.version,
		})
	})

	it('T12 text stands for days and durations where an input asks for one', () => {
		const dmn = modelText([
			inputText('from', 'date'),
			inputText('wait', 'dayTimeDuration'),
			decisionText('d', ['in from', 'in wait'], literal('from + wait')),
		])
		expect(value(dmn, { from: '2024-02-28', wait: 'P2D' })).toBe('2024-03-01')
		expect(readModel('test.m', dmn).evaluate({ facts: { from: 5 } }).faults[0]).toContain('input from')
	})

	it('T10 numbers are decimals', () => {
		expect(value(one('0.1 + 0.2 = 0.3'))).toBe(true)
		expect(value(one('string(1 / 3)'))).toBe('0.3333333333333333333333333333333333')
		expect(value(one('9007199254740993 + 1 = 9007199254740994'))).toBe(true)
	})

	it('T12 a file that declares no inputs takes its names from the facts', () => {
		const table = (text: string) =>
			`<decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>${text}</text></inputExpression></input><output/>
			<rule><inputEntry><text>&gt; 8</text></inputEntry><outputEntry><text>guests</text></outputEntry></rule></decisionTable>`
		expect(value(modelText([decisionText('d', [], table('guests'))]), { guests: 9 })).toBe(9)
		expect(value(modelText([decisionText('d', [], table('Guest count'))]), { 'Guest count': 9, guests: 1 })).toBe(1)
		expect(value(modelText([inputText('other'), decisionText('d', [], table('guests'))]), { guests: 9 })).toBeNull()
	})

	it('T3 P takes the order of the output type when its column lists none', () => {
		const type =
			'<itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"high","low"</text></allowedValues></itemDefinition>'
		const rows = ['"low"', '"high"'].map(
			(o) => `<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>${o}</text></outputEntry></rule>`,
		)
		const box = `<decisionTable hitPolicy="PRIORITY"><input><inputExpression><text>1</text></inputExpression></input><output typeRef="tGrade"/>${rows.join('')}</decisionTable>`
		expect(value(modelText([type, decisionText('d', [], box)]))).toBe('high')
	})

	it('T13 what does not go together is null, and the answer says where and why', () => {
		const answer = readModel('test.m', one('1 + "a"')).evaluate({ facts: {} })
		expect([plainAnswer(answer), answer.faults]).toEqual([{ d: null }, ['decision d: number + string gives nothing']])
	})

	it('T14 functions outside the model are not run', () => {
		const java = 'function(a) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}'
		expect(value(one(`{f: ${java}, r: f(1)}.r`))).toBeNull()
	})

	it.each([
		['a broken expression', one('1 +'), 'decision d: `1 +` is not FEEL'],
		['an unknown name', one('amount > 3'), 'decision d: nothing is called `amount`'],
		['a missing requirement', one('1', [], ['lost']), 'd: what it needs is not there: #lost'],
		[
			'an unknown name in a cell',
			modelText([
				decisionText(
					'd',
					[],
					'<decisionTable><input><inputExpression><text>1</text></inputExpression></input><output/><rule><inputEntry><text>&gt;= amount</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable>',
				),
			]),
			'decision d, row 1, column 1: nothing is called `amount`',
		],
	])('T15 %s is named with its decision and cell', (_what, dmn, why) => {
		const model = readModel('test.m', dmn)
		expect(model.faults[0]).toContain(why)
		expect(() => needSound(model)).toThrow(TableFault)
	})

	it.each([
		[
			'a function that calls itself for ever',
			one('f(1)', [functionText('f', ['n'], literal('f(n + 1)'))], ['fn f']),
			'deep',
		],
		[
			'two that call each other',
			one(
				'f(1)',
				[functionText('f', ['n'], literal('g(n)'), ['g']), functionText('g', ['n'], literal('f(n)'), ['f'])],
				['fn f'],
			),
			'',
		],
		['a loop over a thousand millions', one('count(for i in 1..1000000000 return i)'), 'steps'],
		['loops in loops', one('for a in 1..5000, b in 1..5000 return a'), 'steps'],
	])('T16 %s is stopped', (_what, dmn, why) => {
		let said = ''
		try {
			readModel('test.m', dmn).evaluate({ facts: {} })
		} catch (error) {
			said = error instanceof FeelStopped || error instanceof TableFault ? error.message : String(error)
		}
		expect(said).toMatch(/deep|steps|circle/)
		expect(said).toContain(why)
	})

	it('T15 a table with a broken cell decides nothing that would need it', () => {
		const row = (cell: string) =>
			`<rule><inputEntry><text>${cell}</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>`
		const dmn = modelText([
			inputText('n'),
			decisionText(
				'd',
				['in n'],
				`<decisionTable hitPolicy="FIRST"><input><inputExpression><text>n</text></inputExpression></input><output/>${row('1')}${row('&gt; (')}${row('-')}</decisionTable>`,
			),
		])
		expect(value(dmn, { n: 1 })).toBe(1)
		expect(() => value(dmn, { n: 2 })).toThrow('decision d, row 2, column 1: the cell is not FEEL')
	})

	it('T16 a function that ends may call itself', () => {
		const dmn = one('f(50)', [functionText('f', ['n'], literal('if n = 0 then 0 else n + f(n - 1)'))], ['fn f'])
		expect(value(dmn)).toBe(1275)
	})

	it('T16 a pattern that may take time without bound is not run', () => {
		expect(value(one(`matches("${'a'.repeat(60)}!", "^(a+)+$")`))).toBeNull()
	})

	it.each([
		['f(n + 1)', true],
		['1 + f(n)', true],
		['if n > 0 then f(n - 1) else f(n + 1)', true],
		['{a: [f(n)]}.a', true],
		['if n > 0 then f(n - 1) else 0', false],
		['n > 0 and f(n - 1)', false],
		['for i in 1..n return f(i - 1)', false],
		['function(x) f(x)', false],
	])('T17 a function that is `%s` never ends: %s', (feel, endless) => {
		const { faults } = readModel('test.m', one('f(1)', [functionText('f', ['n'], literal(feel))], ['fn f']))
		expect(faults).toEqual(endless ? ['function f: it always calls itself and never ends'] : [])
	})

	it('T17 decisions that need each other in a circle are refused', () => {
		const dmn = modelText([decisionText('a', ['b'], literal('b')), decisionText('b', ['a'], literal('a'))])
		expect(() => readModel('test.m', dmn)).toThrow(/circle: a, b, a/)
	})

	it.each([
		['nested brackets', one(`${'('.repeat(150)}1${')'.repeat(150)}`)],
		['nested lists', one(`${'['.repeat(5000)}1${']'.repeat(5000)}`)],
		['a sum of fifty thousand terms', one(Array.from({ length: 50_000 }, () => '1').join('+'))],
		['a cell of 200,001 characters', one(`"${'a'.repeat(200_001)}"`)],
	])('T18 %s are a fault of that decision', (_what, dmn) => {
		expect(readModel('test.m', dmn).faults[0]).toMatch(/^decision d: .*(nested|longer|chain)/)
	})

	it('T18 a table of 50,000 rows is read and decides; one more row is refused', () => {
		const rows = (count: number) => Array.from({ length: count }, (_, n) => [`"w${n}"`, String(n)])
		const big = tableText({ policy: 'UNIQUE', inputs: ['kind'], outputs: ['n'], rows: rows(50_000) })
		expect(decideBy(readTable('test.big', big), { kind: 'w49999' }).rows).toEqual([50_000])
		const more = tableText({ policy: 'UNIQUE', inputs: ['kind'], outputs: ['n'], rows: rows(50_001) })
		expect(() => readTable('test.big', more)).toThrow('more than 50000 rows')
	})

	it('T14 T18 a document type and elements too deep are refused', () => {
		expect(() => readModel('test.m', `<!DOCTYPE d [<!ENTITY a "b">]>${one('1')}`)).toThrow('document type')
		expect(() => readModel('test.m', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`)).toThrow('deep')
	})
})
