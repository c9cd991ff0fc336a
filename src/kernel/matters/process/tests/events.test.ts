import { describe, expect, it } from 'vitest'
import {
	escalation,
	eventSub,
	file,
	flows,
	known,
	link,
	message,
	node,
	nodes,
	onEdge,
	order,
	play,
	signal,
	timer,
} from './drawn.ts'

const start = node('start', 'startEvent')
const end = node('end', 'endEvent')
const hour = 3_600_000
const first = Date.UTC(2026, 0, 1)

describe('events', () => {
	it('M27 a timer waits a duration, until a date, or as a formula says', async () => {
		const until = async (text: string, is = 'Duration', data = {}) =>
			(
				await play(
					file(start + node('t', 'intermediateCatchEvent', '', timer(text, is)) + end + flows('start>t>end')),
					data,
				)
			).at
		expect(await until('PT1H')).toBe('2026-01-01T01:00:00.000Z')
		expect(await until('2026-03-01T08:00:00+08:00', 'Date')).toBe('2026-03-01T00:00:00.000Z')
		expect(await until('2020-01-01', 'Date')).toBe('2026-01-01T00:00:00.000Z')
		expect(await until('=within', 'Duration', { within: 'P1M' })).toBe('2026-02-01T00:00:00.000Z')
		expect(await until('duration("PT" + string(n) + "M")', 'Duration', { n: 5 })).toBe('2026-01-01T00:05:00.000Z')
		expect(await until('now() + duration("PT2H")', 'Date')).toBe('2026-01-01T02:00:00.000Z')
	})

	it('M22 a timer whose formula gives no time stops in a fault', async () => {
		const drawn = file(start + node('t', 'intermediateCatchEvent', '', timer('=within')) + flows('start>t'))
		expect((await play(drawn)).reason).toMatch(/\[M22\]$/)
	})

	it('M27 a message reaches who waits for it; one that comes before is lost', async () => {
		const drawn = file(
			start +
				nodes('userTask', 'a') +
				node('c', 'intermediateCatchEvent', '', message('m')) +
				end +
				flows('start>a>c>end'),
			known,
		)
		const answers = { a: { after: 'PT1H' } }
		expect((await play(drawn, {}, { answers, messages: [{ name: 'm', after: 'PT30M' }] })).result).toBe('open')
		const taken = await play(drawn, {}, { answers, messages: [{ name: 'm', after: 'PT2H', data: { x: 1 } }] })
		expect([taken.result, taken.at, taken.data]).toEqual(['completed', '2026-01-01T02:00:00.000Z', { x: 1 }])
	})

	it('M27 a message with a key reaches the one that waits under the key', async () => {
		const keyed =
			'<message id="k" name="k"><extensionElements><z:subscription xmlns:z="urn:z" correlationKey="=number"/></extensionElements></message>'
		const drawn = file(start + node('c', 'receiveTask', 'messageRef="k"') + end + flows('start>c>end'), keyed)
		const sent = (key: string) => play(drawn, { number: 'A-7' }, { messages: [{ name: 'k', key, after: 'PT1M' }] })
		expect((await sent('A-8')).result).toBe('open')
		expect((await sent('A-7')).result).toBe('completed')
	})

	it('M27 a message is taken once, by the oldest that waits', async () => {
		const drawn = file(
			start +
				nodes('parallelGateway', 'f') +
				node('a', 'receiveTask', 'messageRef="m"') +
				node('b', 'receiveTask', 'messageRef="m"') +
				flows('start>f', 'f>a', 'f>b'),
			known,
		)
		const one = await play(drawn, {}, { messages: [{ name: 'm' }] })
		expect([one.completed, one.result]).toEqual([['start', 'f', 'a'], 'open'])
		expect((await play(drawn, {}, { messages: [{ name: 'm' }, { name: 'm' }] })).result).toBe('completed')
	})

	it('M27 a signal reaches all that wait for it at that moment, in the same process too', async () => {
		const drawn = file(
			start +
				nodes('parallelGateway', 'f') +
				node('a', 'intermediateCatchEvent', '', signal('sig')) +
				node('b', 'intermediateCatchEvent', '', signal('sig')) +
				nodes('userTask', 'u') +
				node('t', 'intermediateThrowEvent', '', signal('sig')) +
				flows('start>f', 'f>a', 'f>b', 'f>u>t'),
			known,
		)
		expect(await order(drawn)).toBe('f u t a b')
	})

	it('M27 a link goes on at its other end', async () => {
		const drawn = file(
			start +
				nodes('task', 'a b') +
				node('l', 'intermediateThrowEvent', '', link('L')) +
				node('k', 'intermediateCatchEvent', '', link('L')) +
				flows('start>a>l', 'k>b'),
		)
		expect(await order(drawn)).toBe('a l k b')
	})

	it('M24 after an event-based gateway the first event decides and the others are dropped', async () => {
		const drawn = file(
			start +
				nodes('eventBasedGateway', 'g') +
				node('c', 'intermediateCatchEvent', '', message('m')) +
				node('r', 'receiveTask', 'messageRef="n"') +
				node('t', 'intermediateCatchEvent', '', timer('PT1H')) +
				nodes('task', 'x y z') +
				flows('start>g', 'g>c>x', 'g>r>y', 'g>t>z'),
			known,
		)
		expect(await order(drawn, {}, { messages: [{ name: 'm', after: 'PT30M' }] })).toBe('g c x')
		expect(await order(drawn, {}, { messages: [{ name: 'n', after: 'PT30M' }] })).toBe('g r y')
		expect(await order(drawn, {}, { messages: [{ name: 'm', after: 'PT2H' }] })).toBe('g t z')
	})

	it('M23 a message may open the matter, on a start event or on an instantiating receive task', async () => {
		const drawn = file(
			node('s', 'startEvent', '', message('m')) +
				node('r', 'receiveTask', 'messageRef="n" instantiate="true"') +
				nodes('task', 'a b') +
				flows('s>a', 'r>b'),
			known,
		)
		expect(await order(drawn)).toBe('s a')
		expect(await order(drawn, {}, { start: 'r' })).toBe('r b')
	})

	it('M28 an interrupting boundary event takes the place of its activity', async () => {
		const drawn = file(start + nodes('userTask', 'a b c') + onEdge('t', 'a', timer('PT1H')) + flows('start>a>b', 't>c'))
		expect(await order(drawn, {}, { answers: { a: { after: 'PT2H' } } })).toBe('t c')
		expect(await order(drawn, {}, { answers: { a: { after: 'PT59M' } } })).toBe('a b')
	})

	it('M28 a boundary event that does not interrupt goes on beside; a cycle fires several times', async () => {
		const drawn = file(
			start +
				nodes('userTask', 'a b') +
				nodes('task', 'c') +
				onEdge('t', 'a', timer('R3/PT1H', 'Cycle'), false) +
				flows('start>a>b', 't>c'),
		)
		expect(await order(drawn, {}, { answers: { a: { after: 'PT150M' } } })).toBe('t c t c a b')
		expect(await order(drawn, {}, { answers: { a: { after: 'P1D' } } })).toBe('t c t c t c a b')
		const drawnOnce = file(
			start + nodes('userTask', 'a b') + onEdge('t', 'a', timer('PT1H'), false) + flows('start>a', 't>b'),
		)
		expect(await order(drawnOnce, {}, { answers: { a: { after: 'P1D' } } })).toBe('t b a')
	})

	it('M28 a message on the edge that does not interrupt may come again', async () => {
		const drawn = file(
			start +
				nodes('userTask', 'a') +
				nodes('task', 'b') +
				onEdge('c', 'a', message('m'), false) +
				flows('start>a', 'c>b'),
			known,
		)
		const messages = ['PT1M', 'PT2M', 'PT3H'].map((after) => ({ name: 'm', after }))
		expect(await order(drawn, {}, { answers: { a: { after: 'PT1H' } }, messages })).toBe('c b c b a')
	})

	it('M28 an endless cycle ends with its activity, and the clock can be stopped', async () => {
		const drawn = file(
			start +
				nodes('userTask', 'a') +
				nodes('task', 'b') +
				onEdge('t', 'a', timer('R/PT1H', 'Cycle'), false) +
				flows('start>a', 't>b'),
		)
		const script = { answers: { a: { never: true } } }
		const { completed, at, result } = await play(drawn, {}, script, first + 3.5 * hour)
		expect([completed.filter((id) => id === 't').length, at, result]).toEqual([3, '2026-01-01T03:30:00.000Z', 'open'])
		expect((await play(drawn, {}, script)).result).toBe('stopped')
	})

	it('M22 a cycle ends where the calendar does', async () => {
		const drawn = file(
			start +
				nodes('userTask', 'constructor') +
				onEdge('t', 'constructor', timer('R/P1000Y', 'Cycle'), false) +
				nodes('task', 'b') +
				flows('start>constructor', 't>b'),
		)
		const { result, completed } = await play(drawn, {}, { answers: { constructor: { never: true } } })
		expect([result, completed.filter((id) => id === 't').length]).toEqual(['open', 273])
	})

	it('M28 escalation: to the edge, interrupting or not; nobody catches it and the token goes on', async () => {
		const inside =
			node('i', 'startEvent') +
			node('x', 'intermediateThrowEvent', '', escalation('esc')) +
			node('w', 'task') +
			flows('i>x>w')
		const b = nodes('task', 'b') + flows('e>b')
		const drawn = (edge: string) =>
			file(start + node('sub', 'subProcess', '', inside) + nodes('task', 'a') + edge + flows('start>sub>a'), known)
		expect(await order(drawn(''))).toBe('i x w a')
		expect(await order(drawn(onEdge('e', 'sub', escalation('esc'), false) + b))).toBe('i x e b w a')
		expect(await order(drawn(onEdge('e', 'sub', escalation('esc')) + b))).toBe('i x e b')
		expect(await order(drawn(onEdge('e', 'sub', escalation(), false) + b))).toBe('i x e b w a')
	})

	it('M28 a user task may be escalated from outside and goes on', async () => {
		const drawn = file(
			start + nodes('userTask', 'a b') + onEdge('e', 'a', escalation('esc'), false) + flows('start>a', 'e>b'),
			known,
		)
		expect(await order(drawn, {}, { answers: { a: { escalate: 'X1', after: 'PT1H' } } })).toBe('e a b')
	})

	it('M28 an event sub-process that does not interrupt runs beside, as often as its event comes', async () => {
		const drawn = file(
			start +
				end +
				nodes('userTask', 'a') +
				eventSub('es', message('m'), node('b', 'task') + flows('es_start>b'), false) +
				flows('start>a>end'),
			known,
		)
		const messages = ['PT1M', 'PT2M'].map((after) => ({ name: 'm', after, data: { seen: after } }))
		const { completed, result, data } = await play(drawn, {}, { answers: { a: { after: 'PT1H' } }, messages })
		expect(completed.filter((id) => id.length === 1 || id === 'es')).toEqual(['b', 'es', 'b', 'es', 'a'])
		expect([result, data]).toEqual(['completed', { seen: 'PT2M' }])
	})

	it('M28 the process ends only when its event sub-processes have', async () => {
		const drawn = file(
			start +
				nodes('userTask', 'a') +
				eventSub('es', message('m'), node('b', 'userTask') + flows('es_start>b'), false) +
				flows('start>a'),
			known,
		)
		const { at } = await play(
			drawn,
			{},
			{
				answers: { a: { after: 'PT1H' }, b: { after: 'PT5H' } },
				messages: [{ name: 'm', after: 'PT30M' }],
			},
		)
		expect(at).toBe('2026-01-01T05:30:00.000Z')
	})

	it('M28 an interrupting event sub-process ends all else in its scope; the sub-process then goes on as usual', async () => {
		const inside =
			node('i', 'startEvent') +
			nodes('userTask', 'a b') +
			eventSub('es', timer('PT1H'), node('c', 'task') + flows('es_start>c')) +
			flows('i>a', 'i>b')
		const drawn = file(start + node('sub', 'subProcess', '', inside) + nodes('task', 'd') + flows('start>sub>d'))
		expect(await order(drawn, {}, { answers: { a: { never: true } } })).toBe('i b c d')
	})
})
