import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prepareQueue, startJobs } from '#kernel/jobs/api.ts'
import { until } from '#kernel/jobs/tests/trial.ts'
import { urlOf } from '#tests/database.ts'
import { type DeadlinesWorld, openDeadlinesWorld } from './deadlines-world.ts'

let w: DeadlinesWorld
let queue: { readonly store: DeadlinesWorld['world']['store']; readonly databaseUrl: string | null }
beforeAll(async () => {
	w = await openDeadlinesWorld()
	const { store } = w.world
	const url = process.env['SEAWALL_TEST_DATABASE_URL']
	const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(store.db)
	queue = { store, databaseUrl: url === undefined ? null : urlOf(url, rows[0]?.name ?? '') }
	await prepareQueue(queue)
}, 120_000)
afterAll(() => w.world.close())

it('C32 J8 the clock of the jobs takes every due deadline through all its steps, each once', async () => {
	w.at('2026-11-24T08:00:00Z')
	const matter = await w.matter('xigang-old-town')
	const set = (kind: string, from: string) => w.set({ matter, regime: 'cn.summons', kind, from: new Date(from) })
	const [second, first] = [await set('second', '2026-11-22T00:00:00Z'), await set('first', '2026-11-21T00:00:00Z')]
	const later = await set('later', '2026-11-24T07:00:00Z')
	const faults: unknown[] = []
	const begin = () =>
		startJobs({
			...queue,
			workers: [],
			clock: w.now,
			perform: (name, input, key) => w.asSystem(name, input, key),
			onFault: (error) => faults.push(error),
		})
	// Two runners at once: each step is still taken once.
	const running = [await begin(), await begin()]
	const ended = async () =>
		[(await w.row(first))['next_at'], (await w.row(second))['next_at']].every((at) => at === null)
	await until(ended, 20)
	await Promise.all(running.map((jobs) => jobs.stop()))

	const { rows } = await sql<{ deadline: string; tier: string; n: number }>`
		select deadline_id as deadline, tier, n from deadlines.rung order by deadline_id, n`.execute(w.world.store.db)
	const climbed = ['county', 'city', 'province'].map((tier, n) => ({ tier, n: n + 1 }))
	for (const deadline of [first, second])
		expect(rows.filter((row) => row.deadline === deadline).map(({ tier, n }) => ({ tier, n }))).toEqual(climbed)
	const sent = await sql<{ topic: string; body: string }>`select topic, body from kernel.outbox
		where topic like 'deadlines.deadline.%' order by pending_id, k`.execute(w.world.store.db)
	const topics = sent.rows.filter(({ body }) => body.includes(first)).map(({ topic }) => topic.split('.')[2])
	expect(topics).toEqual(['breached', 'escalated', 'escalated', 'escalated'])
	expect(await w.row(later)).toMatchObject({ stage: 'running', version: 1 })
	// What a slower runner found taken is an expected no, and nothing else went wrong.
	for (const fault of faults)
		expect(fault).toMatchObject({ code: expect.stringMatching(/^(not_found|not_now|already)$/) })
}, 60_000)
