import { describe, expect, it } from 'vitest'
import { file, flows, node, nodes, order, play, terminate } from './drawn.ts'

const start = node('start', 'startEvent')
const end = node('end', 'endEvent')
const gate = (id: string, type: string, fallback = '') =>
	node(id, `${type}Gateway`, fallback === '' ? '' : `default="${fallback}"`)

describe('flows', () => {
	it('M23 a sequence is done in order', async () => {
		expect(await order(file(start + end + nodes('task', 'a b c') + flows('start>a>b>c>end')))).toBe('a b c')
	})

	it('M23 without a start event, everything nothing leads to begins; without an end event a token ends where no flow leaves', async () => {
		expect(await order(file(nodes('task', 'a b c') + flows('a>c', 'b>c')))).toBe('a b c c')
	})

	it('M23 several flows out of an activity split, several in pass each', async () => {
		const drawn = start + end + nodes('task', 'a b c d') + flows('start>a', 'a>b', 'a>c', 'b>d', 'c>d', 'd>end')
		expect(await order(file(drawn))).toBe('a b c d d')
	})

	it('M23 conditional flows out of an activity: all that are true, the plain ones always, the default when none is', async () => {
		const drawn = file(
			start +
				node('a', 'task', 'default="a_d"') +
				nodes('task', 'b c d e') +
				flows('start>a', 'a>b if x > 1', 'a>c if x > 2', 'a>d', 'a>e'),
		)
		expect(await order(drawn, { x: 3 })).toBe('a b c e')
		expect(await order(drawn, { x: 2 })).toBe('a b e')
		expect(await order(drawn, { x: 0 })).toBe('a d e')
	})

	it('M23 an activity none of whose conditions is true and that has no default stops in a fault', async () => {
		const drawn = file(start + nodes('task', 'a b') + flows('start>a', 'a>b if x > 1'))
		const { result, reason, open } = await play(drawn, { x: 0 })
		expect([result, reason]).toEqual(['fault', expect.stringContaining('[M23]')])
		expect(open).toEqual([{ instance: 'p', element: 'a', waits: 'fault' }])
	})

	it('M24 exclusive: the first true flow in drawn order, else the default, else a fault', async () => {
		const body = start + nodes('task', 'a b c') + flows('start>g', 'g>a if x > 10', 'g>b if x > 5', 'g>c')
		const drawn = file(body + gate('g', 'exclusive', 'g_c'))
		expect(await order(drawn, { x: 11 })).toBe('g a')
		expect(await order(drawn, { x: 6 })).toBe('g b')
		expect(await order(drawn, {})).toBe('g c')
		const hard = file(
			start + gate('g', 'exclusive') + nodes('task', 'a b') + flows('start>g', 'g>a if x = 1', 'g>b if x = 2'),
		)
		expect((await play(hard, { x: 3 })).result).toBe('fault')
	})

	it('M24 an act may choose the flow by id, target or name', async () => {
		const drawn = file(
			start +
				gate('g', 'exclusive') +
				nodes('userTask', 'a b c') +
				flows('start>a>g', 'g>b') +
				'<sequenceFlow id="g_c" name="send back" sourceRef="g" targetRef="c"/>',
		)
		expect(await order(drawn, {}, { answers: { a: { choose: 'c' } } })).toBe('a g c')
		expect(await order(drawn, {}, { answers: { a: { choose: 'g_c' } } })).toBe('a g c')
		expect(await order(drawn, {}, { answers: { a: { choose: 'send back' } } })).toBe('a g c')
		expect(await order(drawn, {}, { answers: { g: { choose: 'c' } } })).toBe('a g c')
		expect(await order(drawn)).toBe('a g b')
	})

	it('M24 exclusive as a merge passes every token', async () => {
		const drawn = file(
			start +
				gate('f', 'parallel') +
				gate('m', 'exclusive') +
				nodes('task', 'a b c') +
				flows('start>f', 'f>a>m', 'f>b>m', 'm>c'),
		)
		expect(await order(drawn)).toBe('f a m b m c c')
	})

	it('M24 parallel: all out; the join waits for one token of every flow in, more on a flow are kept', async () => {
		const drawn = file(
			start +
				gate('f', 'parallel') +
				gate('j', 'parallel') +
				nodes('task', 'a b c') +
				flows('start>f', 'f>a>j', 'f>b>j', 'j>c'),
		)
		expect(await order(drawn, {}, { answers: { a: { after: 'PT1H' } } })).toBe('f b a j c')
		const twice = file(
			start +
				nodes('parallelGateway', 'f j') +
				nodes('task', 'a b c d') +
				flows('start>f', 'f>a', 'f>b', 'f>c', 'a>d', 'b>d', 'd>j', 'c>j', 'j>e') +
				node('e', 'task'),
		)
		const { result, completed, open } = await play(twice)
		expect(completed.filter((id) => id === 'e')).toEqual(['e'])
		expect([result, open]).toEqual(['open', [{ instance: 'p', element: 'j', waits: 'join' }]])
	})

	it('M24 inclusive: every true flow, the default when none is; the join merges what was sent', async () => {
		const drawn = file(
			start +
				gate('g', 'inclusive', 'g_c') +
				gate('j', 'inclusive') +
				nodes('task', 'a b c d') +
				flows('start>g', 'g>a if x > 1', 'g>b if x > 2', 'g>c', 'a>j', 'b>j', 'c>j', 'j>d'),
		)
		const late = { answers: { b: { after: 'PT1H' } } }
		expect(await order(drawn, { x: 3 }, late)).toBe('g a b j d')
		expect(await order(drawn, { x: 2 }, late)).toBe('g a j d')
		expect(await order(drawn, { x: 0 }, late)).toBe('g c j d')
	})

	it('M32 terminate at process level ends the instance with all its tokens', async () => {
		const drawn = file(
			start +
				gate('f', 'parallel') +
				nodes('userTask', 'a b') +
				node('t', 'endEvent', '', terminate) +
				flows('start>f', 'f>a>t', 'f>b>e') +
				node('e', 'endEvent'),
		)
		const { ended, result, completed } = await play(drawn, {}, { answers: { b: { after: 'PT1H' } } })
		expect([ended, result]).toEqual([true, 'completed'])
		expect(completed).toEqual(['start', 'f', 'a', 't'])
	})

	it('M26 a script changes the data of the next condition', async () => {
		const drawn = file(
			start +
				end +
				node('a', 'scriptTask', 'scriptFormat="feel"', '<script>{n: n + 1}</script>') +
				gate('g', 'exclusive', 'g_end') +
				flows('start>a>g', 'g>a if n < 5', 'g>end'),
		)
		const { completed, data } = await play(drawn, { n: 1 })
		expect(data).toEqual({ n: 5 })
		expect(completed.filter((id) => id === 'a')).toHaveLength(4)
	})

	it('M34 a result goes under its name, to the data object drawn, or entry by entry', async () => {
		const named = 'xmlns:c="http://camunda.org/schema/1.0/bpmn" c:resultVariable="total"'
		const drawn =
			'<dataObject id="o"/><dataObjectReference id="r" name="share" dataObjectRef="o"/>' +
			node(
				'b',
				'scriptTask',
				'',
				'<dataOutputAssociation id="d"><targetRef>r</targetRef></dataOutputAssociation><script>total / 2</script>',
			)
		const process =
			start +
			node('a', 'scriptTask', named, '<script>n * 10</script>') +
			drawn +
			node('c', 'scriptTask', '', '<script>{n: share, m: null}</script>')
		expect((await play(file(process + flows('start>a>b>c')), { n: 1 })).data).toEqual({
			n: 5,
			total: 10,
			share: 5,
			m: null,
		})
	})

	it('M35 a ring of scripts that never ends is bounded, with a reason', async () => {
		const drawn = file(
			start +
				end +
				node('a', 'scriptTask', '', '<script>{n: 1}</script>') +
				gate('g', 'exclusive', 'g_end') +
				flows('start>a>g', 'g>a if n = 1', 'g>end'),
		)
		const { result, reason } = await play(drawn)
		expect([result, reason]).toEqual(['fault', expect.stringContaining('[M35]')])
	})
})
