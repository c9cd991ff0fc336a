import { describe, expect, it } from 'vitest'
import {
	error,
	escalation,
	eventSub,
	file,
	flows,
	known,
	message,
	node,
	nodes,
	onEdge,
	order,
	play,
	terminate,
	timer,
} from './drawn.ts'

const start = node('start', 'startEvent')
const failing = node('i', 'startEvent') + node('w', 'task') + node('x', 'endEvent', '', error('err')) + flows('i>w>x')
const many = (inside: string, sequential = false) =>
	`<multiInstanceLoopCharacteristics isSequential="${sequential}">${inside}</multiInstanceLoopCharacteristics>`

describe('errors', () => {
	it('M29 an error end is caught on the edge of its sub-process, by code before by all', async () => {
		const drawn = (...edges: readonly string[]) =>
			file(
				start + node('sub', 'subProcess', '', failing) + nodes('task', 'a') + edges.join('') + flows('start>sub>a'),
				known,
			)
		const to = (id: string, target: string, name?: string) =>
			onEdge(id, 'sub', error(name)) + node(target, 'task') + flows(`${id}>${target}`)
		expect(await order(drawn(to('e', 'b', 'err'), to('f', 'c')))).toBe('i w x e b')
		expect(await order(drawn(to('f', 'c'), to('e', 'b', 'err')))).toBe('i w x e b')
		expect(await order(drawn(to('f', 'c'), to('e', 'b', 'err2')))).toBe('i w x f c')
	})

	it('M29 an error nobody catches fails the instance, with all that stood in it', async () => {
		const drawn = file(
			start +
				nodes('parallelGateway', 'f') +
				nodes('userTask', 'a') +
				node('sub', 'subProcess', '', failing) +
				onEdge('e', 'sub', error('err2')) +
				flows('start>f', 'f>a', 'f>sub'),
			known,
		)
		const { ended, result, code } = await play(drawn, {}, { answers: { a: { after: 'PT1H' } } })
		expect([ended, result, code]).toEqual([true, 'failed', 'E1'])
	})

	it('M29 an error goes up through scopes, and ends what stands in between', async () => {
		const inner = node('inner', 'subProcess', '', failing)
		const middle =
			node('m1', 'startEvent') +
			nodes('parallelGateway', 'f') +
			nodes('userTask', 'u') +
			inner +
			flows('m1>f', 'f>u', 'f>inner')
		const drawn = file(
			start +
				node('outer', 'subProcess', '', middle) +
				onEdge('e', 'outer', error('err')) +
				nodes('task', 'a') +
				flows('start>outer', 'e>a'),
			known,
		)
		expect(await order(drawn, {}, { answers: { u: { never: true } } })).toBe('m1 f i w x e a')
	})

	it('M29 an event sub-process of the scope catches before the edge around does', async () => {
		const inside = failing + eventSub('es', error('err'), node('c', 'task') + flows('es_start>c'))
		const drawn = file(
			start +
				node('sub', 'subProcess', '', inside) +
				onEdge('e', 'sub', error()) +
				nodes('task', 'a b') +
				flows('start>sub>a', 'e>b'),
			known,
		)
		expect(await order(drawn)).toBe('i w x c a')
	})

	it('M29 an error thrown by the catcher is not caught beside it, but around', async () => {
		const again = node('c', 'task') + node('y', 'endEvent', '', error('err')) + flows('es_start>c>y')
		const inside = failing + eventSub('es', error('err'), again)
		const drawn = file(
			start +
				node('sub', 'subProcess', '', inside) +
				onEdge('e', 'sub', error()) +
				nodes('task', 'b') +
				flows('start>sub', 'e>b'),
			known,
		)
		expect(await order(drawn)).toBe('i w x c y e b')
	})

	it('M29 a service answers with an error, by code; another code fails the instance', async () => {
		const drawn = file(
			start +
				nodes('serviceTask', 's') +
				onEdge('e', 's', error('err')) +
				nodes('task', 'a b') +
				flows('start>s>a', 'e>b'),
			known,
		)
		expect(await order(drawn)).toBe('s a')
		expect(await order(drawn, {}, { answers: { s: { error: 'E1' } } })).toBe('e b')
		expect((await play(drawn, {}, { answers: { s: { error: 'E9' } } })).code).toBe('E9')
	})

	it('M26 a service that cannot be reached is a fault, and the rest goes on', async () => {
		const drawn = file(
			start +
				nodes('parallelGateway', 'f') +
				nodes('serviceTask', 's') +
				onEdge('e', 's', error()) +
				nodes('task', 'a b') +
				flows('start>f', 'f>s', 'f>a', 'e>b'),
		)
		const { result, reason, completed } = await play(drawn, {}, { answers: { s: { fail: 'no answer' } } })
		expect([result, reason]).toEqual(['fault', 'no answer [M26]'])
		expect(completed).toEqual(['start', 'f', 'a'])
	})

	it('M29 an error in one instance of a repeated activity ends them all', async () => {
		const three = many('<loopCardinality>3</loopCardinality>')
		const inside =
			node('i', 'startEvent') +
			nodes('userTask', 'w') +
			node('g', 'exclusiveGateway', 'default="g_o"') +
			node('x', 'endEvent', '', error('err')) +
			nodes('endEvent', 'o') +
			flows('i>w>g', 'g>x if loopCounter = 2', 'g>o')
		const drawn = file(
			start +
				node('sub', 'subProcess', '', three + inside) +
				onEdge('e', 'sub', error('err')) +
				nodes('task', 'a b') +
				flows('start>sub>a', 'e>b'),
			known,
		)
		const answers = { w: [{}, {}, { after: 'PT1H' }] }
		expect(await order(drawn, {}, { answers })).toBe('i i i w g o w g x e b')
	})

	it('M29 an interrupting event sub-process of the whole process catches what is thrown anywhere in it', async () => {
		const drawn = file(
			start +
				node('sub', 'subProcess', '', failing) +
				nodes('task', 'a') +
				eventSub('es', error(), node('c', 'task') + flows('es_start>c')) +
				flows('start>sub>a'),
			known,
		)
		const { completed, result } = await play(drawn)
		expect([completed.slice(-2), result]).toEqual([['c', 'es'], 'completed'])
	})

	it('M32 terminate in a sub-process ends that sub-process alone; in one instance, that instance', async () => {
		const inside =
			node('i', 'startEvent') +
			nodes('parallelGateway', 'f') +
			nodes('userTask', 'u') +
			nodes('task', 'w') +
			node('t', 'endEvent', '', terminate) +
			flows('i>f', 'f>u', 'f>w>t')
		const slow = { answers: { u: { never: true } } }
		const once = file(start + node('sub', 'subProcess', '', inside) + nodes('task', 'a') + flows('start>sub>a'))
		expect(await order(once, {}, slow)).toBe('i f w t a')
		const twice = file(
			start +
				node('sub', 'subProcess', '', many('<loopCardinality>2</loopCardinality>', true) + inside) +
				nodes('task', 'a') +
				flows('start>sub>a'),
		)
		expect(await order(twice, {}, slow)).toBe('i f w t i f w t a')
	})

	it('M33 a called process hands data in and out; its error is the call\u2019s error', async () => {
		const other = `<process id="q" isExecutable="false">${node('qs', 'startEvent')}${node('k', 'scriptTask', '', '<script>{out: x * 2}</script>')}${node('g', 'exclusiveGateway', 'default="g_ok"')}${node('bad', 'endEvent', '', error('err'))}${node('ok', 'endEvent')}${flows('qs>k>g', 'g>bad if out > 10', 'g>ok')}</process>`
		const drawn = file(
			start +
				node('c', 'callActivity', 'calledElement="q"') +
				onEdge('e', 'c', error('err')) +
				nodes('task', 'a b') +
				flows('start>c>a', 'e>b'),
			known + other,
		)
		const well = await play(drawn, { x: 2 })
		expect([well.completed.join(' '), well.data]).toEqual(['start qs k g ok c a', { x: 2, out: 4 }])
		expect(await order(drawn, { x: 9 })).toBe('k g e b')
	})

	it('M33 a call of a process that is not there is a fault; a call that ends early ends what it called', async () => {
		const missing = file(start + node('c', 'callActivity', 'calledElement="nowhere"') + flows('start>c'))
		expect((await play(missing)).result).toBe('fault')
		const other = `<process id="q">${node('qs', 'startEvent')}${node('w', 'userTask')}${flows('qs>w')}</process>`
		const drawn = file(
			start +
				node('c', 'callActivity', 'calledElement="q"') +
				onEdge('e', 'c', message('m')) +
				nodes('task', 'b') +
				flows('start>c', 'e>b'),
			known + other,
		)
		const stopped = await play(
			drawn,
			{},
			{ answers: { w: { after: 'PT2H' } }, messages: [{ name: 'm', after: 'PT1H' }] },
		)
		expect([stopped.completed.join(' '), stopped.result]).toEqual(['start qs e b', 'completed'])
	})

	it('M29 what an event sub-process throws again is caught around it, not by itself', async () => {
		const again = (interrupting: boolean) =>
			file(
				start +
					node(
						's',
						'subProcess',
						'',
						node('inside', 'startEvent') +
							node('t', 'intermediateThrowEvent', '', escalation('esc')) +
							nodes('task', 'a') +
							flows('inside>t>a') +
							eventSub(
								'h',
								escalation('esc'),
								nodes('task', 'b') + node('u', 'endEvent', '', escalation('esc')) + flows('h_start>b>u'),
								interrupting,
							),
					) +
					onEdge('x', 's', escalation('esc'), false) +
					nodes('task', 'c d') +
					flows('start>s>d', 'x>c'),
				known,
			)
		expect((await order(again(true))).split(' ').toSorted().join(' ')).toBe('b c d h s t u x')
		expect((await order(again(false))).split(' ').toSorted().join(' ')).toBe('a b c d h s t u x')
	})

	it('M33 a call gives back what it wrote, and leaves alone what changed meanwhile', async () => {
		const called = `<process id="q" isExecutable="true">${node('qs', 'startEvent') + nodes('userTask', 'qa') + flows('qs>qa')}</process>`
		const drawn = file(
			start + nodes('userTask', 'a') + node('c', 'callActivity', 'calledElement="q"') + flows('start>a', 'start>c'),
			called,
		)
		const answers = { a: { after: 'PT1H', data: { x: 5 } }, qa: { after: 'PT2H', data: { y: 2 } } }
		expect((await play(drawn, { x: 1, y: 1, z: 1 }, { answers })).data).toEqual({ x: 5, y: 2, z: 1 })
	})

	it('M26 an event sub-process or a called process that cannot wait for what is drawn in it is a fault', async () => {
		const inner = eventSub('i', timer('=nothing'), nodes('task', 'k') + flows('i_start>k'), false)
		const outer = eventSub('h', message('m'), nodes('task', 'b') + flows('h_start>b') + inner, false)
		const beside = file(start + nodes('userTask', 'a') + flows('start>a') + outer, known)
		const answers = { a: { after: 'PT1H' } }
		const told = await play(beside, {}, { answers, messages: [{ name: 'm', after: 'PT1M' }] })
		expect([told.result, told.completed, told.open?.map((one) => one.waits)]).toEqual([
			'fault',
			['start', 'a'],
			['message', 'fault'],
		])
		const called = `<process id="q" isExecutable="true">${node('qs', 'startEvent') + inner}</process>`
		const calls = file(start + node('c', 'callActivity', 'calledElement="q"') + flows('start>c'), called)
		expect((await play(calls)).open).toEqual([{ instance: 'p', element: 'c', waits: 'fault' }])
		expect(await play(file(start + inner))).toMatchObject({ ended: false, result: 'fault', completed: [] })
	})
})
