import { describe, expect, it } from 'vitest'
import { advance, type Happening, readProcesses, type State } from '../api.ts'
import { eventSub, file, flows, known, message, node, nodes, onEdge, signal, timer, undoneBy } from './drawn.ts'

const now = Date.UTC(2026, 0, 1)
const start = node('start', 'startEvent')

async function modelOf(bpmn: string) {
	const [process] = (await readProcesses(bpmn)).processes
	if (process === undefined || process.faults.length > 0) throw new Error(JSON.stringify(process?.faults))
	return process.model
}

/** A service with its edges, an event sub-process, a repeated task and something to undo: a busy drawing. */
const busy = file(
	start +
		nodes('parallelGateway', 'f j') +
		nodes('userTask', 'a b') +
		node('s', 'serviceTask') +
		onEdge('late', 's', timer('PT1H')) +
		onEdge('told', 's', message('m'), false) +
		nodes('userTask', 'c d') +
		node(
			'many',
			'userTask',
			'',
			'<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>',
		) +
		undoneBy('a', 'x') +
		eventSub('es', signal('sig'), node('h', 'userTask') + flows('es_start>h'), false) +
		flows('start>a>f', 'f>s>j', 'f>many>j', 'f>b>j', 'late>c', 'told>d'),
	known,
)

function after(model: Awaited<ReturnType<typeof modelOf>>, happenings: readonly Happening[]): State {
	let state: State | null = null
	for (const happening of happenings) state = advance(model, state, happening, now).state
	if (state === null) throw new Error('nothing happened')
	return state
}

describe('state', () => {
	it('M35 a waiting instance is plain JSON of at most 2 KB', async () => {
		const model = await modelOf(busy)
		const first = after(model, [{ is: 'start', data: { incident: '019aa000-0000-7000-8000-000000000001' } }])
		const wait = first.waits.find((one) => one.element === 'a')?.id ?? 0
		const state = advance(model, first, { is: 'complete', wait }, now).state
		expect(state.waits.map((one) => one.element)).toEqual([
			'es_start',
			'late',
			'told',
			's',
			'many',
			'many',
			'many',
			'b',
		])
		expect(JSON.parse(JSON.stringify(state))).toEqual(state)
		expect(JSON.stringify(state).length).toBeLessThanOrEqual(2048)
	})

	it('M35 the same goes in, the same comes out, and what goes in stays as it was', async () => {
		const model = await modelOf(busy)
		const state = after(model, [{ is: 'start', data: { n: 1 } }])
		const before = JSON.stringify(state)
		const wait = state.waits.find((one) => one.element === 'a')?.id ?? 0
		const once = advance(model, state, { is: 'complete', wait, data: { n: 2 } }, now)
		const twice = advance(model, JSON.parse(before), { is: 'complete', wait, data: { n: 2 } }, now)
		expect(JSON.stringify(once)).toBe(JSON.stringify(twice))
		expect(JSON.stringify(state)).toBe(before)
	})

	it('M27 what nobody waits for is not taken and changes nothing', async () => {
		const model = await modelOf(busy)
		const state = after(model, [{ is: 'start' }])
		const nothing: readonly Happening[] = [
			{ is: 'message', name: 'm' },
			{ is: 'timer', wait: 999 },
			{ is: 'complete', wait: 999 },
			{ is: 'resume', token: 999 },
			{ is: 'start' },
		]
		for (const happening of nothing) {
			const told = advance(model, state, happening, now)
			expect([told.taken, told.effects, JSON.stringify(told.state)]).toEqual([false, [], JSON.stringify(state)])
		}
		expect(advance(model, state, { is: 'signal', name: 'sig' }, now).taken).toBe(true)
	})

	it('M26 every wait is asked once and dropped or answered once; an ended instance takes nothing', async () => {
		const model = await modelOf(busy)
		const opened = advance(model, null, { is: 'start' }, now)
		const wait = opened.state.waits.find((one) => one.element === 'a')?.id ?? 0
		const went = advance(model, opened.state, { is: 'complete', wait }, now)
		const asked = [...opened.effects, ...went.effects].flatMap((one) => (one.is === 'asked' ? [one.wait.id] : []))
		const cancelled = advance(model, went.state, { is: 'cancel' }, now)
		const dropped = cancelled.effects.flatMap((one) => (one.is === 'dropped' ? [one.wait.id] : []))
		expect([wait, ...dropped].toSorted((a, b) => a - b)).toEqual(asked.toSorted((a, b) => a - b))
		expect(cancelled.state).toMatchObject({ tokens: [], waits: [], undos: [], ended: { how: 'cancelled' } })
		expect(cancelled.effects.at(-1)).toEqual({ is: 'ended', ending: { how: 'cancelled' }, data: {} })
		expect(advance(model, cancelled.state, { is: 'signal', name: 'sig' }, now).taken).toBe(false)
	})

	it('M26 a task names its lane and what it is; a service what it asks', async () => {
		const lanes = '<laneSet id="ls"><lane id="l" name="Duty officer"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
		const topic = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:topic="bank.stop"'
		const model = await modelOf(
			file(lanes + start + nodes('userTask', 'a') + node('s', 'serviceTask', topic) + flows('start>a', 'start>s')),
		)
		const { effects } = advance(model, null, { is: 'start', data: { n: 1 } }, now)
		expect(effects).toMatchObject([
			{ is: 'asked', wait: { kind: 'task', element: 'a' }, type: 'UserTask', lane: 'Duty officer', data: { n: 1 } },
			{ is: 'asked', wait: { kind: 'service', element: 's' }, type: 'ServiceTask', lane: null, asks: 'bank.stop' },
		])
	})

	it('M26 a fault is resumed with mended data, where it stood', async () => {
		const model = await modelOf(
			file(
				start +
					nodes('exclusiveGateway', 'g') +
					nodes('userTask', 'a b') +
					flows('start>g', 'g>a if n = 1', 'g>b if n = 2'),
			),
		)
		const stuck = advance(model, null, { is: 'start' }, now)
		const [token] = stuck.state.tokens
		expect(stuck.effects).toMatchObject([{ is: 'fault', element: 'g', rule: 'M23' }])
		const mended = advance(model, stuck.state, { is: 'resume', token: token?.id ?? 0, data: { n: 2 } }, now)
		expect(mended.state.waits.map((one) => one.element)).toEqual(['b'])
		const chosen = advance(model, stuck.state, { is: 'resume', token: token?.id ?? 0, choose: ['a'] }, now)
		expect(chosen.state.waits.map((one) => one.element)).toEqual(['a'])
	})

	it('M26 a service that failed is asked again when it is resumed; its edge waits on', async () => {
		const model = await modelOf(
			file(
				start +
					nodes('serviceTask', 's') +
					onEdge('t', 's', timer('PT1H')) +
					nodes('userTask', 'b') +
					flows('start>s', 't>b'),
			),
		)
		const asked = after(model, [{ is: 'start' }])
		const wait = asked.waits.find((one) => one.kind === 'service')?.id ?? 0
		const failed = advance(model, asked, { is: 'failed', wait, sentence: 'no line' }, now).state
		expect(failed.waits.map((one) => one.kind)).toEqual(['timer'])
		const again = advance(model, failed, { is: 'resume', token: failed.tokens[0]?.id ?? 0 }, now).state
		expect(again.waits.map((one) => one.kind)).toEqual(['timer', 'service'])
		const late = advance(model, failed, { is: 'timer', wait: failed.waits[0]?.id ?? 0 }, now).state
		expect(late.waits.map((one) => one.element)).toEqual(['b'])
	})
})
