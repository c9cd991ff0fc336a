import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { openFresh, urlOf } from '#tests/database.ts'
import { prepareQueue, startJobs } from '../api.ts'
import { numberMessages, prepareTrial, startTrial, trialRows, trialWorker, until } from './trial.ts'

let store: Store
let databaseUrl: string | null = null

beforeAll(async () => {
	store = await openFresh()
	const url = process.env['SEAWALL_TEST_DATABASE_URL']
	if (url !== undefined) {
		const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(store.db)
		databaseUrl = urlOf(url, rows[0]?.name ?? '')
	}
	await prepareQueue({ store, databaseUrl })
	await prepareTrial(store)
})
afterAll(() => store.close())

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

describe('jobs', () => {
	it('J1 every message heard becomes one job, and the cursor is where it stopped', async () => {
		await numberMessages(store, 0, 120)
		await numberMessages(store, 120, 5, 'trial.thing.ignored')
		const jobs = await startTrial(store, databaseUrl, trialWorker())
		await until(async () => (await trialRows(store)).length >= 120, 20)
		await jobs.stop()
		expect(await trialRows(store)).toEqual(numbers(0, 119))
		const cursor = await sql`select n, k from jobs.cursor`.execute(store.db)
		expect(cursor.rows).toEqual([{ n: 124, k: 0 }])
	})

	it('J2 a message put before a queue again is written once; J3 a failed one is tried again and holds up no other', async () => {
		await sql`update jobs.cursor set n = 100`.execute(store.db)
		await numberMessages(store, 125, 5)
		const failedOnce = new Set<number>()
		const faults: unknown[] = []
		const sound = trialWorker()
		const worker = {
			...sound,
			async run(...parts: Parameters<typeof sound.run>) {
				const [{ n }] = parts
				if (n === 126 && !failedOnce.has(n)) {
					failedOnce.add(n)
					throw new Error('not this time')
				}
				await sound.run(...parts)
			},
		}
		const jobs = await startTrial(store, databaseUrl, worker, faults)
		await until(async () => (await trialRows(store)).length >= 125, 20)
		await jobs.stop()
		expect(await trialRows(store)).toEqual([...numbers(0, 119), ...numbers(125, 129)])
		expect(faults.map(String)).toEqual(['Error: not this time'])
	})

	it('J5 two feeders put each message into the queue once', async () => {
		const both = await Promise.all([
			startTrial(store, databaseUrl, trialWorker()),
			startTrial(store, databaseUrl, trialWorker()),
		])
		await numberMessages(store, 130, 200)
		for (const jobs of both) jobs.poke()
		await until(async () => (await trialRows(store)).length >= 325, 20)
		await Promise.all(both.map((jobs) => jobs.stop()))
		expect(await trialRows(store)).toEqual([...numbers(0, 119), ...numbers(125, 329)])
	})

	it('J7 due targets are breached, oldest first, under a key that makes each once', async () => {
		const made = await dueTargets(store)
		const asked: [string, unknown, string][] = []
		const jobs = await startJobs({
			store,
			databaseUrl,
			workers: [],
			clock: () => new Date('2026-11-24T09:00:00Z'),
			perform: async (name, input, key) => {
				asked.push([name, input, key])
				await sql`update matters.timer set breached_at = now() where id = ${String(input['timer'])}`.execute(store.db)
			},
			onFault: () => {},
		})
		await until(async () => asked.length >= made.length, 20)
		await jobs.stop()
		expect(asked).toEqual(made.map((timer) => ['matters.timer.breach', { timer }, `breach-${timer}`]))
	})
})

/** Three targets of one matter, due in the reverse order of their ids; gives them by due time. */
async function dueTargets(at: Store): Promise<readonly string[]> {
	const drawing = '019aa000-0000-8000-8000-000000000d01'
	const matter = '019aa000-0000-7000-8000-000000000a01'
	const timers = ['03', '02', '01'].map((n) => `019aa000-0000-7000-8000-0000000000${n}`)
	await at.transact('owner', async (tx) => {
		await sql`insert into matters.drawing values (${drawing}, 'test.j', 1, '<x/>', ${'0'.repeat(64)}, now())`.execute(
			tx,
		)
		await sql`insert into matters.matter (id, kind, agency_id, drawing_id, opened_at)
			values (${matter}, 'trial', ${matter}, ${drawing}, now())`.execute(tx)
		for (const [n, timer] of timers.entries()) {
			await sql`insert into matters.timer (id, matter_id, kind, set_at, due_at, target_seconds, rule)
				values (${timer}, ${matter}, ${`wait_${n}`}, now(), ${new Date(`2026-11-24T08:0${n}:00Z`)}, 60, 'r')`.execute(
				tx,
			)
		}
	})
	return timers
}
