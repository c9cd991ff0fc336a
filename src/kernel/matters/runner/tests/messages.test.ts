import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { file, flows, known, message, node, nodes, signal } from '../../process/tests/drawn.ts'
import { openRunnerWorld, type RunnerWorld } from './runner-world.ts'

let w: RunnerWorld
beforeAll(async () => {
	w = await openRunnerWorld()
	const throws = (definition: string) =>
		file(
			node('start', 'startEvent') +
				node('c', 'intermediateThrowEvent', '', definition) +
				nodes('manualTask', 'a') +
				flows('start>c>a'),
			known,
		)
	const catches = (definition: string) =>
		file(
			node('start', 'startEvent') +
				node('c', 'intermediateCatchEvent', '', definition) +
				nodes('manualTask', 'a') +
				flows('start>c>a'),
			known,
		)
	await w.publish('test.throws', throws(message('m')))
	await w.publish('test.catches', catches(message('m')))
	await w.publish('test.warns', throws(signal('sig')))
	await w.publish('test.hears', catches(signal('sig')))
}, 240_000)
afterAll(() => w.close())

const refused = (code: string, rule?: string) => expect.objectContaining(rule === undefined ? { code } : { code, rule })
const minute = (n: number) => w.at(new Date(Date.UTC(2026, 10, 24, 8, n)))
const dataOf = async (matter: string) =>
	Object((await w.rows`select rest from matters.instance where id = ${matter}`)[0]?.['rest']).scopes[0].data

describe('messages and signals between matters', () => {
	it('M47 M48 a message thrown reaches the one that has waited longest, with its values, once however often it is delivered', async () => {
		minute(0)
		const first = await w.begin('test.catches')
		minute(1)
		const second = await w.begin('test.catches')
		minute(2)
		await w.begin('test.throws', { amount: 7 })
		await w.deliver(3)
		expect([await w.stands(first), await w.stands(second)]).toEqual([['a'], ['c']])
		expect(await dataOf(first)).toMatchObject({ amount: 7 })
		await w.begin('test.throws')
		await w.deliver(2)
		expect(await w.stands(second)).toEqual(['a'])
		const delivered =
			await w.rows`select instance_id from matters.process_delivered where kind = 'message' order by at, thrown_id`
		expect(delivered.map((row) => row['instance_id'])).toEqual([first, second])
	}, 60_000)

	it('M47 a message that nobody waits for is lost', async () => {
		await w.begin('test.throws')
		await w.deliver()
		minute(5)
		const late = await w.begin('test.catches')
		await w.deliver()
		expect(await w.stands(late)).toEqual(['c'])
		await w.act(w.person('commander', 'xigang'), 'matters.message.deliver', { matter: late, name: 'm' })
	}, 60_000)

	it('M47 a signal reaches all that waited when it was thrown, once each, and nobody who came after', async () => {
		minute(10)
		const waiting = [await w.begin('test.hears'), await w.begin('test.hears'), await w.begin('test.hears')]
		minute(11)
		await w.begin('test.warns')
		minute(12)
		const after = await w.begin('test.hears')
		await w.deliver(2)
		for (const matter of waiting) expect(await w.stands(matter)).toEqual(['a'])
		expect(await w.stands(after)).toEqual(['c'])
	}, 60_000)

	it('M49 from outside: a message to one matter by who leads the work there, a signal to all by the system alone', async () => {
		const matter = await w.begin('test.catches')
		const input = { matter, name: 'm', data: { agreed: true } }
		await expect(w.act(w.person('officer', 'xigang-old-town'), 'matters.message.deliver', input)).rejects.toThrow(
			refused('not_permitted'),
		)
		await expect(w.act(w.person('station_chief', 'xigang-quayside'), 'matters.message.deliver', input)).rejects.toThrow(
			refused('not_found'),
		)
		const chief = w.person('station_chief', 'xigang-old-town')
		await expect(w.act(chief, 'matters.message.deliver', { ...input, name: 'other' })).rejects.toThrow(
			refused('wrong_state', 'M49'),
		)
		expect(await w.act(chief, 'matters.message.deliver', input)).toEqual({ matter, ended: null })
		expect(await dataOf(matter)).toMatchObject({ agreed: true })
		await expect(w.act(chief, 'matters.message.deliver', input)).rejects.toThrow(refused('wrong_state', 'M49'))

		const hears = await w.begin('test.hears')
		const storm = { kind: 'signal', name: 'sig' }
		await expect(w.act(w.person('commander', 'xigang'), 'matters.event.send', storm)).rejects.toThrow(
			refused('not_permitted'),
		)
		await expect(w.asSystem('matters.event.send', { ...storm, key: 'k' }, 'signal-with-key')).rejects.toThrow(
			refused('invalid', 'M49'),
		)
		await w.asSystem('matters.event.send', storm, 'storm-warning')
		const sent = await w.rows`select body from kernel.outbox where topic = 'matters.process.thrown'`
		expect(sent.length).toBe(1)
		await w.deliver()
		expect(await w.stands(hears)).toEqual(['a'])
	}, 60_000)
})
