import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Loop } from '#kernel/jobs/loop.ts'
import { type Service, useServices } from '../../process/services.ts'
import { error, file, flows, known, node, nodes, onEdge } from '../../process/tests/drawn.ts'
import { openRunnerWorld, type RunnerWorld, until } from './runner-world.ts'

let w: RunnerWorld
let running: Loop | null = null
beforeAll(async () => {
	w = await openRunnerWorld()
}, 240_000)
afterEach(async () => {
	await running?.stop()
	running = null
	useServices([])
})
afterAll(() => w.close())

const asks = (id: string, topic: string, inside = '') =>
	node(id, 'serviceTask', `xmlns:c="http://camunda.org/schema/1.0/bpmn" c:topic="${topic}"`, inside)
const drawn = (topic: string) =>
	file(
		node('start', 'startEvent') +
			asks('s', topic) +
			onEdge('e', 's', error('err')) +
			nodes('manualTask', 'a b') +
			flows('start>s>a', 'e>b'),
		known,
	)
const refused = (code: string, rule?: string) => expect.objectContaining(rule === undefined ? { code } : { code, rule })
const waitOf = async (matter: string) =>
	Number(
		(await w.rows`select n from matters.process_wait where instance_id = ${matter} and kind = 'service'`)[0]?.['n'] ??
			0,
	)
const stands = (matter: string, element: string) => async () => (await w.stands(matter)).includes(element)
const service = (run: Service) => useServices([{ services: { 'test.look': run } }])

describe('services', () => {
	it('M50 one of our own is asked after the commit with what it sees, its answer is an act, each once by two runners', async () => {
		const calls: string[] = []
		service(async ({ key, data, element }) => {
			calls.push(key)
			expect([element, data]).toEqual(['s', { plate: 'x1' }])
			return { data: { found: true } }
		})
		await w.publish('test.own', drawn('test.look'))
		const matters = await Promise.all(Array.from({ length: 20 }, () => w.begin('test.own', { plate: 'x1' })))
		// One process owns the embedded database.
		const runners = [await w.clocks(), ...(w.databaseUrl === null ? [] : [await w.clocks()])]
		await until(async () => (await Promise.all(matters.map((m) => stands(m, 'a')()))).every(Boolean), 60)
		await Promise.all(runners.map((one) => one.stop()))
		expect(calls.length).toBe(20)
		expect(new Set(calls).size).toBe(20)
		const entered = await w.entered('matters.service.answer')
		expect(entered.length).toBe(20)
		expect(entered[0]).toMatchObject({ element: 's', service: 'test.look', how: 'answered' })
		expect(JSON.stringify(entered)).not.toContain('found')
	}, 120_000)

	it('M50 an error as drawn takes the edge, a choice the flow chosen; two kinds of answer at once are refused', async () => {
		service(async () => ({ error: 'E1' }))
		await w.publish('test.own', drawn('test.look'))
		const matter = await w.begin('test.own')
		running = await w.clocks()
		await until(stands(matter, 'b'), 60)
		await running.stop()
		await w.publish('test.out', drawn('bank.ask'))
		const other = await w.begin('test.out')
		const input = { instance: other, wait: await waitOf(other), error: 'E1', choose: ['a'] }
		await expect(w.asSystem('matters.service.answer', input, 'two-kinds-key')).rejects.toThrow(
			refused('invalid', 'M50'),
		)
	}, 120_000)

	it('M51 one that fails is asked again with growing pauses under the same key, the fifth time it is a fault that can be resumed', async () => {
		const keys: string[] = []
		let broken = true
		service(async ({ key }) => {
			keys.push(key)
			if (broken) throw new Error('no line')
			return {}
		})
		await w.publish('test.own', drawn('test.look'))
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.begin('test.own')
		running = await w.clocks()
		let at = Date.parse('2026-11-24T08:00:00Z')
		for (const [n, seconds] of [1, 4, 15, 60].entries()) {
			await until(async () => keys.length === n + 1, 30)
			await new Promise((resolve) => setTimeout(resolve, 700))
			expect(keys.length).toBe(n + 1)
			w.at(new Date((at += seconds * 1000)))
		}
		const open = () => w.rows`select * from matters.process_fault where matter_id = ${matter} and closed_at is null`
		await until(async () => (await open()).length === 1, 30)
		expect(new Set(keys).size).toBe(1)
		expect((await open())[0]).toMatchObject({
			element: 's',
			rule: 'M26',
			sentence: 'test.look: no line',
			kind: 'trial',
			tries: 5,
		})
		const chief = w.person('commander', 'xigang')
		const { rows } = await w.view(chief, 'matters.fault.list', { matter })
		const seconds = [0, 1, 5, 20, 80]
		expect(rows).toMatchObject([
			{
				tries: 5,
				tried: seconds.map((after) => ({
					at: new Date(Date.parse('2026-11-24T08:00:00Z') + after * 1000).toISOString(),
					why: { en: 'test.look: no line', zh: expect.stringContaining('test.look: no line') },
				})),
			},
		])
		broken = false
		const [fault] = await open()
		const input = { fault: fault?.['id'], version: 1 }
		expect(await w.act(w.person('commander', 'xigang'), 'matters.fault.resume', input)).toMatchObject({
			standsAgain: false,
		})
		await until(stands(matter, 'a'), 30)
		expect((await w.rows`select closed_how from matters.process_fault where id = ${fault?.['id']}`)[0]).toEqual({
			closed_how: 'resumed',
		})
	}, 180_000)

	it('M51 a service taken by a runner that died is asked again', async () => {
		let asked = 0
		service(() => {
			asked += 1
			return asked === 1 ? new Promise(() => {}) : Promise.resolve({})
		})
		await w.publish('test.own', drawn('test.look'))
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.begin('test.own')
		void w.clocks()
		await until(async () => asked === 1, 30)
		w.at('2026-11-24T08:00:31Z')
		running = await w.clocks()
		await until(stands(matter, 'a'), 30)
	}, 120_000)

	it('M50 M53 one from outside is asked by a message and answered by who leads the work; what we answer nobody answers by hand', async () => {
		await w.publish('test.out', drawn('bank.ask'))
		const matter = await w.begin('test.out')
		const input = { instance: matter, wait: await waitOf(matter), data: { balance: 12 } }
		const chief = w.person('station_chief', 'xigang-old-town')
		await expect(w.act(w.person('officer', 'xigang-old-town'), 'matters.service.answer', input)).rejects.toThrow(
			refused('not_permitted'),
		)
		await expect(w.act(w.person('station_chief', 'xigang-quayside'), 'matters.service.answer', input)).rejects.toThrow(
			refused('not_found'),
		)
		service(async () => ({}))
		await w.publish('test.own', drawn('test.look'))
		const own = await w.begin('test.own')
		await expect(w.act(chief, 'matters.service.answer', { instance: own, wait: await waitOf(own) })).rejects.toThrow(
			refused('not_permitted', 'M113'),
		)
		expect(await w.act(chief, 'matters.service.answer', input)).toEqual({ matter, ended: null })
		expect(await w.stands(matter)).toEqual(['a'])
		await expect(w.act(chief, 'matters.service.answer', input)).rejects.toThrow(refused('already', 'M50'))
	}, 60_000)

	it('M52 values from outside are bounded', async () => {
		await w.publish('test.out', drawn('bank.ask'))
		const matter = await w.begin('test.out')
		const wait = await waitOf(matter)
		const deep = Array.from({ length: 30 }).reduce<unknown>((inner) => ({ inner }), 1)
		const many = Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`n${n}`, n]))
		for (const data of [{ text: 'x'.repeat(17_000) }, { deep }, many])
			await expect(
				w.asSystem('matters.service.answer', { instance: matter, wait, data }, `big-${Math.random()}`),
			).rejects.toThrow(refused('too_large', 'M52'))
		expect(await w.stands(matter)).toEqual(['s'])
	}, 60_000)
})
