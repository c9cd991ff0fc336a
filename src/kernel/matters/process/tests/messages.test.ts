import { describe, expect, it } from 'vitest'
import { file, flows, message, node, nodes, order, play } from './drawn.ts'

/** Two pools, `p` and `q`, and what goes between them. */
const pools = (p: string, q: string, between: readonly string[], roots = '') =>
	file(
		p,
		`${roots}<collaboration id="pools"><participant id="pp" processRef="p"/><participant id="pq" processRef="q"/>${between
			.map((line, n) => {
				const [from, to, named] = line.split(' ')
				return `<messageFlow id="mf${n}" sourceRef="${from}" targetRef="${to}" ${named === undefined ? '' : `messageRef="${named}"`}/>`
			})
			.join('')}</collaboration><process id="q" isExecutable="true">${q}</process>`,
	)
const unnamed = '<messageEventDefinition/>'
const start = node('start', 'startEvent')
const asks = start + node('a', 'sendTask') + node('b', 'receiveTask') + nodes('task', 'c') + flows('start>a>b>c')
const answers =
	node('qs', 'startEvent', '', unnamed) + nodes('task', 'd') + node('e', 'endEvent', '', unnamed) + flows('qs>d>e')

describe('messages between pools', () => {
	it('M27 elements joined by a message flow speak of the same message, named or not', async () => {
		expect(await order(pools(asks, answers, ['a qs', 'e b']))).toBe('a d e b c')
		expect(await order(pools(asks, answers, []))).toBe('a')
		const named = '<message id="m" name="asked"/><message id="n" name="answered"/>'
		expect(await order(pools(asks, answers.replace(unnamed, message('m')), ['a qs', 'e b n'], named))).toBe('a d e b c')
	})

	it('M27 a flow to a pool as a whole names nothing: what is unnamed is called after itself', async () => {
		const told = await play(pools(asks, answers, ['a pq', 'pq b']), {}, { messages: [{ name: 'b', after: 'PT1H' }] })
		expect([told.result, told.at]).toEqual(['completed', '2026-01-01T01:00:00.000Z'])
	})

	it('M36 it goes on in other processes when the first has ended, at the moment it ended', async () => {
		const p = start + nodes('task', 'a') + node('b', 'endEvent', '', unnamed) + flows('start>a>b')
		const drawn = pools(p, answers.replace('<task id="d" ></task>', nodes('userTask', 'd')), ['b qs'])
		const told = await play(drawn, {}, { times: { d: 'PT1H' } })
		expect([told.ended, told.at, told.completed]).toEqual([
			true,
			'2026-01-01T00:00:00.000Z',
			['start', 'a', 'b', 'qs', 'd', 'e'],
		])
	})
})
