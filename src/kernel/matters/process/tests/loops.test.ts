import { describe, expect, it } from 'vitest'
import { file, flows, message, known, node, nodes, onEdge, order, play, signal } from './drawn.ts'

const start = node('start', 'startEvent')
const standard = (attributes: string, condition = '') =>
	`<standardLoopCharacteristics ${attributes}>${condition === '' ? '' : `<loopCondition>${condition}</loopCondition>`}</standardLoopCharacteristics>`
const many = (inside: string, sequential = false) =>
	`<multiInstanceLoopCharacteristics isSequential="${sequential}">${inside}</multiInstanceLoopCharacteristics>`
const around = (activity: string) => file(start + activity + nodes('task', 'z') + flows('start>a>z'))
const overList =
	'<loopDataInputRef>items</loopDataInputRef><loopDataOutputRef>results</loopDataOutputRef><inputDataItem id="it" name="item"/><outputDataItem id="re" name="result"/>'

describe('loops', () => {
	it('M31 a standard loop tests after each round, or before', async () => {
		expect(await order(around(node('a', 'task', '', standard('', 'loopCounter &lt; 3'))))).toBe('a a a z')
		expect(await order(around(node('a', 'task', '', standard('testBefore="true"', 'loopCounter &lt; 2'))))).toBe(
			'a a z',
		)
		expect(await order(around(node('a', 'task', '', standard('testBefore="true"', 'false'))))).toBe('z')
		expect(await order(around(node('a', 'task', '', standard('', 'false'))))).toBe('a z')
		expect(await order(around(node('a', 'task', '', standard('loopMaximum="2"', 'true'))))).toBe('a a z')
		expect(await order(around(node('a', 'task', '', standard('loopMaximum="3"'))))).toBe('a a a z')
	})

	it('M31 answers end a loop', async () => {
		const drawn = around(node('a', 'userTask', '', standard('', 'again = true')))
		const answers = { a: [{ data: { again: true } }, { data: { again: true } }, { data: { again: false } }] }
		expect(await order(drawn, {}, { answers })).toBe('a a a z')
	})

	it('M31 instances one by one or all at once, by number or over a list', async () => {
		const three = '<loopCardinality>n</loopCardinality>'
		const drawn = (sequential: boolean) => around(node('a', 'userTask', '', many(three, sequential)))
		const answers = { a: { after: 'PT1H' } }
		const atOnce = await play(drawn(false), { n: 3 }, { answers })
		expect([atOnce.completed.join(' '), atOnce.at]).toEqual(['start a a a z', '2026-01-01T01:00:00.000Z'])
		const oneByOne = await play(drawn(true), { n: 3 }, { answers })
		expect([oneByOne.completed.join(' '), oneByOne.at]).toEqual(['start a a a z', '2026-01-01T03:00:00.000Z'])
		expect(await order(drawn(false), { n: 0 })).toBe('z')
	})

	it('M31 each instance has its item; outputs stand in the order of the instances', async () => {
		const drawn = around(node('a', 'userTask', '', many(overList)))
		const answers = {
			a: [
				{ after: 'PT3H', data: { result: 'one' } },
				{ after: 'PT1H', data: { result: 'two' } },
				{ after: 'PT2H', data: { result: 'three' } },
			],
		}
		const { data } = await play(drawn, { items: [1, 2, 3] }, { answers })
		expect(data).toEqual({ items: [1, 2, 3], results: ['one', 'two', 'three'] })
		const doubled = around(
			node('a', 'scriptTask', '', `${many(overList, true)}<script>{result: item * 2 + loopCounter}</script>`),
		)
		expect((await play(doubled, { items: [10, 20] })).data['results']).toEqual([21, 42])
	})

	it('M31 the completion condition ends the rest', async () => {
		const half =
			'<loopCardinality>4</loopCardinality><completionCondition>numberOfCompletedInstances >= 2</completionCondition>'
		const { completed, result } = await play(around(node('a', 'userTask', '', many(half))))
		expect([completed.join(' '), result]).toEqual(['start a a z', 'completed'])
		expect(await order(around(node('a', 'userTask', '', many(half, true))))).toBe('a a z')
	})

	it('M31 a repeated sub-process runs whole for every instance, with data of its own', async () => {
		const inside = node('i', 'startEvent') + nodes('userTask', 'b c') + flows('i>b>c')
		const drawn = around(node('a', 'subProcess', '', many('<loopCardinality>2</loopCardinality>', true) + inside))
		expect(await order(drawn)).toBe('i b c a i b c a z')
	})

	it('M31 a list that is none, or a number that is none, is a fault; too many instances too', async () => {
		expect((await play(around(node('a', 'task', '', many(overList))), { items: 7 })).reason).toMatch(/no list \[M31\]$/)
		const count = many('<loopCardinality>n</loopCardinality>')
		expect((await play(around(node('a', 'task', '', count)), { n: 'x' })).reason).toMatch(/whole number \[M31\]$/)
		expect((await play(around(node('a', 'task', '', count)), { n: 2001 })).reason).toMatch(/\[M31\]$/)
	})

	it('M28 an event on the edge of a repeated activity ends all its instances', async () => {
		const drawn = file(
			start +
				node('a', 'userTask', '', many('<loopCardinality>3</loopCardinality>')) +
				onEdge('e', 'a', message('m')) +
				nodes('task', 'b z') +
				flows('start>a>z', 'e>b'),
			known,
		)
		const script = { answers: { a: [{}, { never: true }, { never: true }] }, messages: [{ name: 'm', after: 'PT1H' }] }
		expect(await order(drawn, {}, script)).toBe('a e b')
	})

	it('M35 a repetition that finds no room for its instances is a fault, and leaves none behind', async () => {
		const number = (n: number) =>
			`<multiInstanceLoopCharacteristics><loopCardinality>${n}</loopCardinality></multiInstanceLoopCharacteristics>`
		const inside = number(2000) + node('i', 'startEvent') + node('w', 'userTask', '', number(2000)) + flows('i>w')
		const before = Date.now()
		const told = await play(file(start + node('s', 'subProcess', '', inside) + flows('start>s')))
		expect([told.result, told.reason]).toEqual(['fault', 'w: the instance would hold more than 10000 tokens [M35]'])
		expect(Date.now() - before).toBeLessThan(20_000)
	})

	it('M35 a signal that thousands of edges throw on is a fault, soon', async () => {
		const inside =
			'<multiInstanceLoopCharacteristics><loopCardinality>2000</loopCardinality></multiInstanceLoopCharacteristics>' +
			node('i', 'startEvent') +
			nodes('userTask', 'w') +
			onEdge('b', 'w', signal('sig'), false) +
			node('x', 'endEvent', '', signal('sig')) +
			flows('i>w', 'b>x')
		const drawn = file(start + node('s', 'subProcess', '', inside) + flows('start>s'), known)
		const before = Date.now()
		const told = await play(drawn, {}, { answers: { w: { after: 'PT1H' } }, signals: [{ name: 'sig', after: 'PT1M' }] })
		expect(told.result).toBe('fault')
		expect(Date.now() - before).toBeLessThan(20_000)
	})
})
