import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { file, flows, node, nodes, timer } from '../../process/tests/drawn.ts'
import { openRunnerWorld, type RunnerWorld, until } from './runner-world.ts'

let w: RunnerWorld
beforeAll(async () => {
	w = await openRunnerWorld()
}, 240_000)
afterAll(() => w.close())

/** Waits as many minutes as the data say, then for a task. */
const waiting = file(
	node('start', 'startEvent') +
		node('t', 'intermediateCatchEvent', '', timer('= duration("PT" + string(minutes) + "M")')) +
		nodes('manualTask', 'a') +
		flows('start>t>a'),
)
const refused = (code: string, rule?: string) => expect.objectContaining(rule === undefined ? { code } : { code, rule })
const waitOf = async (matter: string) =>
	Number((await w.rows`select n from matters.process_wait where instance_id = ${matter}`)[0]?.['n'] ?? 0)

describe('timers of processes', () => {
	it('M43 M44 two runners take what is due after a stand-still, oldest first, each once, with its line and message', async () => {
		await w.publish('test.waiting', waiting)
		const minutes = Array.from({ length: 40 }, (_, n) => ((n * 17) % 40) + 1)
		const due = new Map<number, string>()
		for (const m of minutes) due.set(m, await w.begin('test.waiting', { minutes: m }))
		const later = await w.begin('test.waiting', { minutes: 600 })
		w.at('2026-11-24T10:00:00Z')
		const begun: unknown[][] = [[], []]
		const hear = (runner: number) => (name: string, input: Readonly<Record<string, unknown>>) => {
			if (name === 'matters.process.tick') begun[runner]?.push(input['instance'])
		}
		const runners = [await w.clocks(hear(0)), await w.clocks(hear(1))]
		const open = async () => (await w.rows`select 1 as one from matters.process_wait where kind = 'timer'`).length
		await until(async () => (await open()) === 1, 120)
		await Promise.all(runners.map((one) => one.stop()))
		expect(w.faults).toEqual([])
		const entered = await w.entered('matters.process.tick')
		const order = minutes.toSorted((a, b) => a - b).map((m) => due.get(m))
		expect(entered.length).toBe(40)
		expect(new Set(entered.map((fact) => fact['matter']))).toEqual(new Set(order))
		// Each runner begins with the oldest that is left; several are under way at once, so ends may overtake one another.
		for (const asked of begun)
			expect(asked).toEqual(asked.toSorted((a, b) => order.indexOf(String(a)) - order.indexOf(String(b))))
		expect(new Set(begun.flat())).toEqual(new Set(order))
		const first = entered.find((fact) => fact['matter'] === order[0])
		expect(first).toMatchObject({ instance: order[0], element: 't', dueAt: '2026-11-24T08:01:00.000Z', ended: null })
		const moved = await w.rows`select resource_id from kernel.outbox where topic = 'matters.process.moved'`
		expect(moved.length).toBe(40)
		expect(await w.stands(order[0] ?? '')).toEqual(['a'])
		expect(await w.stands(later)).toEqual(['t'])
	}, 240_000)

	it('M43 before its time, a second time, by hand or for what is not there a timer moves nothing', async () => {
		await w.publish('test.waiting', waiting)
		w.at('2026-11-24T08:00:00Z')
		const matter = await w.begin('test.waiting', { minutes: 5 })
		const input = { instance: matter, wait: await waitOf(matter) }
		const tick = () => w.asSystem('matters.process.tick', input, `tick-${Math.random()}-key`)
		await expect(tick()).rejects.toThrow(refused('not_now', 'M43'))
		w.at('2026-11-24T08:05:00Z')
		for (const [kind, agency] of [
			['commander', 'xigang'],
			['administrator', 'xigang'],
			['officer', 'xigang-old-town'],
		] as const)
			await expect(w.act(w.person(kind, agency), 'matters.process.tick', input)).rejects.toThrow(/No rule|nothing here/)
		await tick()
		await expect(tick()).rejects.toThrow(refused('already', 'M43'))
		expect(await w.stands(matter)).toEqual(['a'])
		const nothing = { instance: '019aa000-0000-7000-8000-00000000dead', wait: 1 }
		await expect(w.asSystem('matters.process.tick', nothing, 'tick-nothing-key')).rejects.toThrow(refused('not_found'))
	}, 60_000)
})
