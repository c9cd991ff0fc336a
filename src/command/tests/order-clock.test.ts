import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startClocks } from '#kernel/jobs/clocks.ts'
import { until } from '#kernel/jobs/tests/trial.ts'
import { timerBreached } from '#kernel/matters/contract.ts'
import { perform } from '#kernel/spine/perform.ts'
import { acceptOrder, showOrder } from '../contract.ts'
import { orderWorkers } from '../order-workers.ts'
import { day, hour, openOrderStage, type OrderStage } from './order-stage.ts'

let stage: OrderStage
const faults: unknown[] = []
beforeAll(async () => {
	stage = await openOrderStage()
}, 240_000)
afterAll(() => stage?.close())

const asSystem = async (name: string, input: Readonly<Record<string, unknown>>, key: string) =>
	(await perform(stage.spine, { name, input, key, who: stage.system })).output

/** Runs the clocks until everything due by now has been told. */
async function clocks(): Promise<void> {
	const running = await startClocks({
		store: stage.store,
		clock: stage.clock,
		perform: asSystem,
		onFault: (error) => faults.push(error),
	})
	await until(async () => {
		const [left] = await stage.rows(sql<{ n: number }>`select count(*)::int as n from matters.timer
			where due_at <= ${stage.clock()} and met_at is null and breached_at is null and dropped_at is null`)
		return left?.n === 0
	}, 20)
	await running.stop()
}

/** Hands the worker all that the clocks told about an order, `times` over, as a queue may. */
async function hear(order: string, times: number): Promise<void> {
	const told = await stage.rows(sql<{ id: number; body: string }>`
		select pending_id as id, body from kernel.outbox where topic = ${timerBreached} order by pending_id`)
	for (const { id, body } of told) {
		const event = { n: Number(id), k: 0, topic: timerBreached, resource: null, body: JSON.parse(body) }
		if (event.body.matter !== order) continue
		for (let n = 0; n < times; n += 1)
			for (const worker of orderWorkers)
				await worker.run(event, {
					key: `hear-clock-${id}`,
					once: async (work) => {
						const done = await stage.store.transact('seawall_app', async (tx) => {
							const { rows } = await sql`insert into jobs.handled (queue, n, k, at)
								values (${worker.queue}, ${event.n}, 0, now()) on conflict do nothing returning 1`.execute(tx)
							if (rows.length > 0) await work(tx)
							return rows.length > 0
						})
						return done
					},
					read: (work) => stage.store.transact('seawall_app', work),
					perform: (name, input) => asSystem(name, input, `hear-clock-${id}`),
				})
	}
}

const shown = (order: string) => stage.look(showOrder, stage.people.county, { order })

describe('the clocks of an order', () => {
	it('K36 a clock that passed is a line in its story, once however often it is told, and the order goes on', async () => {
		const { order } = await stage.given()
		stage.turn(25 * hour)
		await clocks()
		await hear(order, 3)
		const late = (await shown(order)).story.filter((line) => line.act === 'matters.timer.breach')
		expect(late).toHaveLength(1)
		expect((await stage.act(acceptOrder, stage.people.oldTown, { order, version: 1 })).state).toBe('in_work')
		stage.turn(8 * day)
		await clocks()
		await hear(order, 2)
		expect((await shown(order)).story.filter((line) => line.act === 'matters.timer.breach')).toHaveLength(2)
	}, 60_000)

	it('K25 the clock of the lot draws it, once however often it is told', async () => {
		const order = await stage.closedOrder()
		await stage.sequence()
		stage.turn(30 * day + 60_000)
		await clocks()
		await hear(order, 3)
		const after = await shown(order)
		expect(after.lots.map((lot) => [lot.round, lot.result])).toEqual([[30, null]])
		expect(after.story.some((line) => line.act === 'matters.timer.breach')).toBe(false)
		expect(faults).toEqual([])
	}, 60_000)
})
