import { describe, expect, it } from 'vitest'
import {
	compensate,
	error,
	eventSub,
	file,
	flows,
	known,
	node,
	nodes,
	onEdge,
	order,
	play,
	timer,
	undoneBy,
} from './drawn.ts'

const start = node('start', 'startEvent')
const threw = (id: string, activity?: string) => node(id, 'intermediateThrowEvent', '', compensate(activity))

describe('compensation', () => {
	it('M30 completed activities are undone latest first, and the event waits for it', async () => {
		const drawn = file(
			start +
				nodes('task', 'a b c d') +
				undoneBy('a', 'x') +
				undoneBy('b', 'y') +
				threw('t') +
				flows('start>a>b>c>t>d'),
		)
		const { completed } = await play(drawn, {}, { answers: { y: { after: 'PT1H' } } })
		expect(completed.join(' ')).toBe('start a b c y x t d')
	})

	it('M30 what did not complete is not undone, and nothing is undone twice', async () => {
		const drawn = file(
			start +
				node('g', 'exclusiveGateway', 'default="g_m"') +
				nodes('task', 'a b') +
				undoneBy('a', 'x') +
				undoneBy('b', 'y') +
				nodes('exclusiveGateway', 'm') +
				threw('t') +
				threw('u') +
				flows('start>a>g', 'g>b if false', 'b>m', 'g>m', 'm>t>u'),
		)
		expect(await order(drawn)).toBe('a g m x t u')
	})

	it('M30 a named activity alone is undone, as often as it was completed', async () => {
		const loop = '<standardLoopCharacteristics loopMaximum="2"/>'
		const drawn = file(
			start +
				node('a', 'task', '', loop) +
				nodes('task', 'b') +
				undoneBy('a', 'x') +
				undoneBy('b', 'y') +
				threw('t', 'a') +
				flows('start>a>b>t'),
		)
		expect(await order(drawn)).toBe('a a b x x t')
	})

	it('M30 an event that does not wait goes on at once', async () => {
		const drawn = file(
			start +
				nodes('task', 'a b') +
				undoneBy('a', 'x') +
				node('t', 'intermediateThrowEvent', '', '<compensateEventDefinition waitForCompletion="false"/>') +
				flows('start>a>t>b'),
		)
		expect(await order(drawn, {}, { answers: { x: { after: 'PT1H' } } })).toBe('a t b x')
	})

	it('M30 a sub-process without a handler is undone from within, one with a handler by it alone', async () => {
		const inside =
			node('i', 'startEvent') + nodes('task', 'a b') + undoneBy('a', 'x') + undoneBy('b', 'y') + flows('i>a>b')
		const sub = node('sub', 'subProcess', '', inside)
		const body = start + sub + nodes('task', 'c') + undoneBy('c', 'w') + node('t', 'endEvent', '', compensate())
		expect(await order(file(body + flows('start>sub>c>t')))).toBe('i a b c w y x t')
		expect(await order(file(body + undoneBy('sub', 'z') + flows('start>sub>c>t')))).toBe('i a b c w z t')
	})

	it('M30 a compensation event sub-process undoes its sub-process', async () => {
		const undoing = eventSub('es', compensate(), threw('k') + node('v', 'task') + flows('es_start>k>v'))
		const inside = node('i', 'startEvent') + nodes('task', 'a') + undoneBy('a', 'x') + undoing + flows('i>a')
		const drawn = file(
			start + node('sub', 'subProcess', '', inside) + threw('t', 'sub') + nodes('task', 'e') + flows('start>sub>t>e'),
		)
		expect(await order(drawn)).toBe('i a x k v t e')
	})

	it('M30 an error handler of the scope undoes what was completed around it', async () => {
		const handler = threw('t') + nodes('task', 'h') + flows('es_start>t>h')
		const inside =
			node('i', 'startEvent') +
			nodes('task', 'a b') +
			undoneBy('a', 'x') +
			undoneBy('b', 'y') +
			node('o', 'endEvent', '', error('err')) +
			eventSub('es', error('err'), handler) +
			flows('i>a>b>o')
		const drawn = file(start + node('sub', 'subProcess', '', inside) + nodes('task', 'z') + flows('start>sub>z'), known)
		expect(await order(drawn)).toBe('i a b o y x t h z')
	})

	it('M30 every instance of a repeated activity is undone, latest first, with its own data', async () => {
		const many =
			'<multiInstanceLoopCharacteristics isSequential="true"><loopDataInputRef>names</loopDataInputRef><inputDataItem id="who" name="who"/></multiInstanceLoopCharacteristics>'
		const drawn = file(
			start +
				node('a', 'task', '', many) +
				onEdge('undo', 'a', compensate()) +
				node('x', 'scriptTask', 'isForCompensation="true"', '<script>{undone: append(undone, who)}</script>') +
				'<association id="as" sourceRef="undo" targetRef="x"/>' +
				threw('t') +
				flows('start>a>t'),
		)
		const { completed, data } = await play(drawn, { names: ['p', 'q'], undone: [] })
		expect([completed.join(' '), data['undone']]).toEqual(['start a a x x t', ['q', 'p']])
	})

	it('M30 a handler ended by an event on its edge is over, and the next is undone', async () => {
		const drawn = file(
			start +
				nodes('userTask', 'a b k') +
				undoneBy('a', 'x') +
				undoneBy('b', 'y') +
				onEdge('late', 'y', timer('PT1H')) +
				threw('t') +
				node('c', 'task') +
				flows('start>a>b>t>c', 'late>k'),
		)
		const { completed, result } = await play(drawn, {}, { answers: { y: { never: true } } })
		expect([completed.join(' '), result]).toEqual(['start a b late x t k c', 'completed'])
	})

	it('M19 the handler is joined either way, in the collaboration too, and a note may hang on the event', async () => {
		const lines = [
			'<association id="n" sourceRef="undo_a" targetRef="note"/><association id="h" sourceRef="x" targetRef="undo_a"/>',
			'<association id="h" sourceRef="undo_a" targetRef="x"/><association id="n" sourceRef="undo_a" targetRef="note"/>',
		]
		const drawn = (inside: string, roots = '') =>
			file(
				start +
					nodes('task', 'a') +
					onEdge('undo_a', 'a', compensate()) +
					node('x', 'task', 'isForCompensation="true"') +
					'<textAnnotation id="note"/>' +
					inside +
					threw('t') +
					flows('start>a>t'),
				roots,
			)
		for (const line of lines) expect(await order(drawn(line))).toBe('a x t')
		const beside = `<collaboration id="c"><participant id="pool" processRef="p"/>${lines[0]}</collaboration>`
		expect(await order(drawn('', beside))).toBe('a x t')
	})
})
