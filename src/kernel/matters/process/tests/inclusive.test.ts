import { describe, expect, it } from 'vitest'
import { file, flows, node, nodes, onEdge, order, play, timer } from './drawn.ts'

const start = node('start', 'startEvent')

describe('inclusive join', () => {
	it('M25 it waits while a token upstream can still come to an empty flow in', async () => {
		const drawn = file(
			start +
				nodes('parallelGateway', 'f') +
				nodes('inclusiveGateway', 'j') +
				nodes('exclusiveGateway', 'x') +
				nodes('task', 'a b c d e') +
				flows('start>f', 'f>a>j', 'f>b>x', 'x>c if y', 'x>d if true', 'c>j', 'd>e', 'j>z') +
				node('z', 'task'),
		)
		const late = { answers: { b: { after: 'PT1H' } } }
		expect(await order(drawn, { y: true }, late)).toBe('f a b x c j z')
		expect(await order(drawn, { y: false }, late)).toMatch(/^f a b x (d j e z|d j z e|j d z e|j d e z)$/)
	})

	it('M25 it does not wait for what cannot come', async () => {
		const drawn = file(
			start +
				nodes('parallelGateway', 'f') +
				nodes('inclusiveGateway', 'j') +
				nodes('task', 'a b c') +
				flows('start>f', 'f>a>j', 'f>b', 'f>c>j', 'j>z') +
				node('z', 'task'),
		)
		expect(await order(drawn, {}, { answers: { b: { after: 'PT1H' } } })).toBe('f a c j z b')
	})

	it('M25 in a loop: a token behind the join that must pass it does not hold it up', async () => {
		const drawn = file(
			start +
				nodes('inclusiveGateway', 'j') +
				node('g', 'exclusiveGateway', 'default="g_z"') +
				node('a', 'scriptTask', '', '<script>{n: n + 1}</script>') +
				nodes('task', 'z') +
				flows('start>j', 'j>a>g', 'g>j if n < 3', 'g>z'),
		)
		expect(await order(drawn, { n: 0 })).toBe('j a g j a g j a g z')
	})

	it('M25 in a loop inside a split: it waits for the token that turns in the loop', async () => {
		const drawn = file(
			start +
				nodes('inclusiveGateway', 's j') +
				node('g', 'exclusiveGateway', 'default="g_j"') +
				nodes('exclusiveGateway', 'm') +
				node('b', 'scriptTask', '', '<script>{n: n + 1}</script>') +
				nodes('task', 'a c z') +
				flows('start>s', 's>a', 's>m', 'a>j', 'm>b>c>g', 'g>m if n < 3', 'g>j', 'j>z'),
		)
		expect(await order(drawn, { n: 0 }, { answers: { c: { after: 'PT1H' } } })).toBe('s m b a c g m b c g m b c g j z')
	})

	it('M25 a token that can also come to a flow that has a token does not hold it up (2.0.2)', async () => {
		const drawn = file(
			start +
				nodes('parallelGateway', 'f') +
				nodes('inclusiveGateway', 'j') +
				nodes('exclusiveGateway', 'x m') +
				nodes('task', 'a b z') +
				flows('start>f', 'f>a>m', 'm>j', 'f>b>x', 'x>m if true', 'x>j', 'j>z'),
		)
		expect(await order(drawn, {}, { answers: { b: { after: 'PT1H' } } })).toBe('f a m j z b x m j z')
	})

	it('M25 a boundary event and a sub-process upstream count', async () => {
		const inside = node('i1', 'startEvent') + node('w', 'userTask') + flows('i1>w')
		const drawn = file(
			start +
				nodes('parallelGateway', 'f') +
				nodes('inclusiveGateway', 'j') +
				nodes('task', 'a z') +
				node('sub', 'subProcess', '', inside) +
				onEdge('t', 'sub', timer('PT1H')) +
				nodes('task', 'b') +
				flows('start>f', 'f>a>j', 'f>sub>b', 't>j', 'j>z'),
		)
		expect(await order(drawn, {}, { answers: { w: { never: true } } })).toBe('f i1 a t j z')
		expect(await order(drawn, {}, { answers: { w: { after: 'PT1M' } } })).toBe('f i1 a w j b z')
	})

	it('M25 an activity whose edge leads to the join holds it up until it is done, its edge having fired or not', async () => {
		const drawn = file(
			start +
				nodes('inclusiveGateway', 'j') +
				nodes('userTask', 'a b z') +
				onEdge('t', 'a', timer('PT1H'), false) +
				flows('start>a>j', 't>b>j', 'j>z'),
		)
		expect(await order(drawn, {}, { times: { a: 'PT2H' } })).toBe('t b a j z')
		expect(await order(drawn, {}, { times: { a: 'PT2H', b: 'PT3H' } })).toBe('t a b j z')
		expect(await order(drawn)).toBe('a j z')
	})

	it('M25 without a true flow and without a default it stops in a fault', async () => {
		const drawn = file(start + nodes('inclusiveGateway', 'g') + nodes('task', 'a') + flows('start>g', 'g>a if false'))
		expect((await play(drawn)).result).toBe('fault')
	})

	it('M36 joins that keep thousands of tokens apart are stopped, soon', async () => {
		const n = 60
		const each = <T>(make: (one: number) => T) => Array.from({ length: n }, (_, one) => make(one))
		const drawn = file(
			start +
				flows('start>g0') +
				each((i) => nodes('inclusiveGateway', `g${i}`) + nodes('userTask', `t${i}`) + flows(`g${i}>t${i}`)).join('') +
				each((i) => each((j) => (i === j ? '' : flows(`t${i}>g${j}`))).join('')).join(''),
		)
		const before = Date.now()
		expect((await play(drawn)).result).toBe('stopped')
		expect(Date.now() - before).toBeLessThan(30_000)
	}, 60_000)
})
