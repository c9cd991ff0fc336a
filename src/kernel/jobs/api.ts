import { sql } from 'kysely'
import type { Job, JobResult } from 'pg-boss'
import type { Tx } from '../db/schema.ts'
import { openQueue, type QueuePlace } from './boss.ts'
import { startClocks } from './clocks.ts'
import { feed, type HeardEvent } from './feed.ts'
import { type Loop, loop } from './loop.ts'
import './schema.ts'

export { prepareQueue } from './boss.ts'
export type { HeardEvent } from './feed.ts'

/** What a job has at hand. */
export type JobTools = {
	/** Idempotency key for an act that the job performs: the same at every try (J2). */
	readonly key: string
	/** Writes once by message number, in one transaction under the application's role; false when it was done before. */
	once(work: (tx: Tx) => Promise<void>): Promise<boolean>
	/** Reads in one transaction under the application's role. */
	read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
	/** Performs an act as the system, once (J2). `part` tells several acts of one job apart. */
	perform(name: string, input: Readonly<Record<string, unknown>>, part?: string): Promise<unknown>
}

/** A queue: the topics it hears and what it does with a message. */
export type Worker = {
	readonly queue: string
	readonly topics: readonly string[]
	run(event: HeardEvent, tools: JobTools): Promise<void>
}

/** `poke` is called when the ledger has numbered messages. */
export type Jobs = Loop

const keepHandled = '30 days'

/**
 * Starts feeding, the workers, and the clocks.
 * @param options.perform performs an act as the system under a key and gives its output; throws Refusal
 */
export async function startJobs(
	options: QueuePlace & {
		readonly workers: readonly Worker[]
		readonly perform: (name: string, input: Readonly<Record<string, unknown>>, key: string) => Promise<unknown>
		readonly onFault: (error: unknown) => void
		readonly clock?: () => Date
	},
): Promise<Jobs> {
	const { store, workers, onFault } = options
	const clock = options.clock ?? (() => new Date())
	const boss = await openQueue(options, onFault)
	const queuesOf = new Map<string, string[]>()
	const workerIds = new Map<string, string>()
	for (const worker of workers) {
		await boss.createQueue(worker.queue, {
			retryLimit: 5,
			retryDelay: 1,
			retryBackoff: true,
			expireInSeconds: 600,
			heartbeatSeconds: 10,
		})
		for (const topic of worker.topics) queuesOf.set(topic, [...(queuesOf.get(topic) ?? []), worker.queue])
		const work = { pollingIntervalSeconds: 0.5, batchSize: 50, burstWhenBatchFull: true, perJobResults: true } as const
		const id = await boss.work<HeardEvent>(worker.queue, work, (jobs) => runAll(worker, jobs))
		workerIds.set(worker.queue, id)
	}

	/** One after the other, in the order of the numbers; one that fails does not hold up the rest. */
	async function runAll(worker: Worker, jobs: readonly Job<HeardEvent>[]): Promise<JobResult[]> {
		const results: JobResult[] = []
		for (const { id, data } of jobs) {
			try {
				await worker.run(data, toolsFor(worker.queue, data))
				results.push({ id, status: 'completed' })
			} catch (error) {
				onFault(error)
				results.push({
					id,
					status: 'failed',
					output: { message: error instanceof Error ? error.message : String(error) },
				})
			}
		}
		return results
	}

	function toolsFor(queue: string, { n, k }: HeardEvent): JobTools {
		const key = `job-${queue}-${n}-${k}`
		return {
			key,
			once: (work) =>
				store.transact('seawall_app', async (tx) => {
					const { rows } = await sql`insert into jobs.handled (queue, n, k, at)
						values (${queue}, ${n}, ${k}, ${clock()}) on conflict do nothing returning 1`.execute(tx)
					if (rows.length === 0) return false
					await work(tx)
					return true
				}),
			read: (work) => store.transact('seawall_app', work),
			perform: (name, input, part) => options.perform(name, input, part === undefined ? key : `${key}-${part}`),
		}
	}

	const feeding = loop(async () => {
		const { passed, queues } = await feed(store, boss, queuesOf)
		for (const queue of queues) {
			const id = workerIds.get(queue)
			if (id !== undefined) boss.notifyWorker(id)
		}
		return passed
	}, onFault)
	const clocks = await startClocks({ store, perform: options.perform, clock, onFault })
	const cleaning = setInterval(() => {
		sql`delete from jobs.handled where at < now() - ${keepHandled}::interval`.execute(store.db).catch(onFault)
	}, 3_600_000)
	cleaning.unref()
	return {
		poke() {
			feeding.poke()
			clocks.poke()
		},
		async stop() {
			clearInterval(cleaning)
			await Promise.all([feeding.stop(), clocks.stop()])
			await boss.stop({ graceful: true, timeout: 10_000 })
		},
	}
}
