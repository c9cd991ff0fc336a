import { describe, expect, it } from 'vitest'
import {
	eventSub,
	faultsOf,
	file,
	flows,
	known,
	message,
	node,
	nodes,
	onEdge,
	order,
	play,
	signal,
	terminate,
	timer,
} from './drawn.ts'

/**
 * The twenty basic control-flow patterns (van der Aalst, ter Hofstede, Kiepuszewski, Barros: Workflow Patterns, 2003), each
 * as BPMN draws it. 9 (discriminator) needs the complex gateway and 17 (interleaved routing) the ad-hoc sub-process: both
 * are refused. 12, 15 and 18 are drawn with what BPMN has instead.
 */
const start = node('start', 'startEvent')
const tasks = (ids: string) => nodes('userTask', ids)
const many = (inside: string) => `<multiInstanceLoopCharacteristics>${inside}</multiInstanceLoopCharacteristics>`

describe('control-flow patterns', () => {
	it('M23 pattern 1, sequence', async () => {
		expect(await order(file(start + tasks('a b') + flows('start>a>b')))).toBe('a b')
	})

	it('M24 patterns 2 and 3, parallel split and synchronisation', async () => {
		const drawn = file(
			start + tasks('a b c') + nodes('parallelGateway', 'f j') + flows('start>f', 'f>a>j', 'f>b>j', 'j>c'),
		)
		expect(await order(drawn)).toBe('f a b j c')
	})

	it('M24 patterns 4 and 5, exclusive choice and simple merge', async () => {
		const drawn = file(
			start +
				tasks('a b c') +
				nodes('exclusiveGateway', 'm') +
				node('g', 'exclusiveGateway', 'default="g_b"') +
				flows('start>g', 'g>a if x', 'g>b', 'a>m', 'b>m', 'm>c'),
		)
		expect([await order(drawn, { x: true }), await order(drawn, { x: false })]).toEqual(['g a m c', 'g b m c'])
	})

	it('M24 M25 patterns 6 and 7, multi-choice and structured synchronising merge', async () => {
		const drawn = file(
			start +
				tasks('a b c d') +
				nodes('inclusiveGateway', 'g j') +
				flows('start>g', 'g>a if x > 1', 'g>b if x > 2', 'g>c if x > 3', 'a>j', 'b>j', 'c>j', 'j>d'),
		)
		const answers = { answers: { a: { after: 'PT3H' }, b: { after: 'PT2H' } } }
		expect(await order(drawn, { x: 3 }, answers)).toBe('g b a j d')
		expect(await order(drawn, { x: 4 }, answers)).toBe('g c b a j d')
		expect(await order(drawn, { x: 2 }, answers)).toBe('g a j d')
	})

	it('M24 pattern 8, multi-merge: what follows is done once for each branch', async () => {
		const drawn = file(
			start + tasks('a b c') + nodes('exclusiveGateway', 'm') + flows('start>a', 'start>b', 'a>m', 'b>m', 'm>c'),
		)
		expect(await order(drawn)).toBe('a m b m c c')
	})

	it('M18 pattern 9, discriminator: drawn with a complex gateway, refused', async () => {
		const drawn = file(start + tasks('a b c') + nodes('complexGateway', 'k') + flows('start>a>k', 'start>b>k', 'k>c'))
		expect(await faultsOf(drawn)).toContain('M18 k')
	})

	it('M23 pattern 10, arbitrary cycles: a ring entered at two places', async () => {
		const drawn = file(
			start +
				tasks('a b c') +
				nodes('exclusiveGateway', 'm n') +
				node('g', 'exclusiveGateway', 'default="g_m"') +
				node('h', 'exclusiveGateway', 'default="h_c"') +
				flows('start>g', 'g>m', 'g>n if late', 'm>a>n', 'n>b>h', 'h>m if again', 'h>c'),
		)
		const answers = { b: [{ data: { again: true } }, { data: { again: false } }] }
		expect(await order(drawn, {}, { answers })).toBe('g m a n b h m a n b h c')
		expect(await order(drawn, { late: true }, { answers })).toBe('g n b h m a n b h c')
	})

	it('M23 pattern 11, implicit termination: it is over when nothing is left to do', async () => {
		const drawn = file(start + tasks('a b') + nodes('parallelGateway', 'f') + flows('start>f', 'f>a', 'f>b'))
		const { result, at } = await play(drawn, {}, { answers: { b: { after: 'PT1H' } } })
		expect([result, at]).toEqual(['completed', '2026-01-01T01:00:00.000Z'])
	})

	it('M23 pattern 12, instances without synchronisation: begun in a loop, nobody waits for them', async () => {
		const drawn = file(
			start +
				node('n', 'scriptTask', '', '<script>{count: count + 1}</script>') +
				nodes('exclusiveGateway', 'm') +
				node('g', 'exclusiveGateway', 'default="g_z"') +
				tasks('a z') +
				flows('start>m>n', 'n>a', 'n>g', 'g>m if count < 3', 'g>z'),
		)
		expect(await order(drawn, { count: 0 }, { answers: { a: { after: 'PT1H' } } })).toBe('m n g m n g m n g z a a a')
	})

	it('M31 patterns 13 and 14, so many instances as drawn, or as the data say', async () => {
		const drawn = (count: string) =>
			file(
				start +
					node('a', 'userTask', '', many(`<loopCardinality>${count}</loopCardinality>`)) +
					tasks('z') +
					flows('start>a>z'),
			)
		expect(await order(drawn('3'))).toBe('a a a z')
		expect(await order(drawn('count(units)'), { units: ['p', 'q'] })).toBe('a a z')
	})

	it('M28 pattern 15, instances known only while they run: each asked for by a message', async () => {
		const inside =
			node('i', 'startEvent') +
			tasks('a') +
			eventSub('more', message('m'), tasks('b') + flows('more_start>b'), false) +
			flows('i>a')
		const drawn = file(start + node('sub', 'subProcess', '', inside) + tasks('z') + flows('start>sub>z'), known)
		const messages = ['PT1M', 'PT2M'].map((after) => ({ name: 'm', after }))
		expect(await order(drawn, {}, { answers: { a: { after: 'PT5M' }, b: { after: 'PT10M' } }, messages })).toBe(
			'i a b b z',
		)
	})

	it('M24 pattern 16, deferred choice: the first event decides', async () => {
		const drawn = file(
			start +
				nodes('eventBasedGateway', 'g') +
				node('c', 'intermediateCatchEvent', '', message('m')) +
				node('d', 'intermediateCatchEvent', '', message('n')) +
				tasks('a b') +
				flows('start>g', 'g>c>a', 'g>d>b'),
			known,
		)
		const both = [
			{ name: 'n', after: 'PT1M' },
			{ name: 'm', after: 'PT2M' },
		]
		expect(await order(drawn, {}, { messages: both })).toBe('g d b')
	})

	it('M18 pattern 17, interleaved routing: drawn as an ad-hoc sub-process, refused', async () => {
		expect(await faultsOf(file(start + node('h', 'adHocSubProcess', 'ordering="Sequential"', tasks('a b'))))).toContain(
			'M18 h',
		)
	})

	it('M28 pattern 18, milestone: possible only while a state lasts', async () => {
		const open = node('i', 'startEvent') + tasks('w') + flows('i>w')
		const drawn = file(
			start +
				node('sub', 'subProcess', '', open) +
				onEdge('e', 'sub', message('m'), false) +
				tasks('a z') +
				flows('start>sub>z', 'e>a'),
			known,
		)
		const when = (after: string) => ({
			answers: { w: { after: 'PT1H' }, z: { after: 'PT9H' } },
			messages: [{ name: 'm', after }],
		})
		expect(await order(drawn, {}, when('PT30M'))).toBe('i e a w z')
		expect(await order(drawn, {}, when('PT2H'))).toBe('i w z')
	})

	it('M28 pattern 19, cancel activity', async () => {
		const drawn = file(start + tasks('a b c') + onEdge('e', 'a', signal('sig')) + flows('start>a>b', 'e>c'), known)
		const signals = [{ name: 'sig', after: 'PT1H' }]
		expect(await order(drawn, {}, { answers: { a: { after: 'PT2H' } }, signals })).toBe('e c')
	})

	it('M32 pattern 20, cancel case: everything ends at once', async () => {
		const stop = eventSub('es', message('m'), node('t', 'endEvent', '', terminate) + flows('es_start>t'))
		const drawn = file(
			start +
				tasks('a b') +
				stop +
				node('w', 'intermediateCatchEvent', '', timer('P1Y')) +
				flows('start>a', 'start>b', 'start>w'),
			known,
		)
		const script = { answers: { b: { after: 'PT2H' } }, messages: [{ name: 'm', after: 'PT1H' }] }
		const { completed, result, at } = await play(drawn, {}, script)
		expect([completed.join(' '), result, at]).toEqual([
			'start a es_start t es',
			'completed',
			'2026-01-01T01:00:00.000Z',
		])
	})
})
