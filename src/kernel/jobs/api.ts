import { sql } from 'kysely'
import type { Job, JobResult } from 'pg-boss'
import type { Tx } from '../db/schema.ts'
import { dueDeadlines } from '../deadlines/api.ts'
import { dueTimers } from '../matters/api.ts'
import { openQueue, type QueuePlace } from './boss.ts'
import { feed, type HeardEvent } from './feed.ts'
import './schema.ts'

export { prepareQueue } from './boss.ts'
export type { HeardEvent } from './feed.ts'

/** What a job has at hand. */
export type JobTools = {
	/** Idempotency key for an act that the job performs: the same at every try (J2). */
	readonly key: string
	/** Writes once by message number, in one transaction under the application's role; false when it was done before. */
	once(work: (tx: Tx) => Promise<void>): Promise<boolean>
	/** Performs an act as the system, once (J2). `part` tells several acts of one job apart. */
	perform(name: string, input: Readonly<Record<string, unknown>>, part?: string): Promise<unknown>
}

/** A queue: the topics it hears and what it does with a message. */
export type Worker = {
	readonly queue: string
	readonly topics: readonly string[]
	run(event: HeardEvent, tools: JobTools): Promise<void>
}

export type Jobs = {
	/** Looks for new messages at once: called when the ledger has numbered some. */
	poke(): void
	/** Lets what is under way end, then stops. */
	stop(): Promise<void>
}

/** Pause between looks when nobody pokes. */
const pauseMs = 500
const keepHandled = '30 days'

/**
 * Starts feeding, the workers, and the clock of targets.
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
	const workerIds: string[] = []
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
		workerIds.push(id)
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
			perform: (name, input, part) => options.perform(name, input, part === undefined ? key : `${key}-${part}`),
		}
	}

	async function breachDue(): Promise<number> {
		const due = await store.transact('seawall_app', (tx) => dueTimers(tx, clock(), 100))
		for (const timer of due) {
			await options.perform('matters.timer.breach', { timer }, `breach-${timer}`).catch(onFault)
		}
		return due.length
	}

	/** J8. One step of every clock that is due; what is due again follows in the next round. */
	async function tickDue(): Promise<number> {
		const due = await store.transact('seawall_app', (tx) => dueDeadlines(tx, clock(), 100))
		let ticked = 0
		for (const { id, version } of due) {
			const key = `deadline-${id}-${version}`
			const tick = options.perform('deadlines.clock.tick', { deadline: id }, key)
			ticked += await tick.then(() => 1).catch((error: unknown) => (onFault(error), 0))
		}
		return ticked
	}

	const feeding = loop(async () => {
		const passed = await feed(store, boss, queuesOf)
		if (passed > 0) for (const id of workerIds) boss.notifyWorker(id)
		return passed
	}, onFault)
	const breaching = loop(breachDue, onFault)
	const ticking = loop(tickDue, onFault)
	const cleaning = setInterval(() => {
		sql`delete from jobs.handled where at < now() - ${keepHandled}::interval`.execute(store.db).catch(onFault)
	}, 3_600_000)
	cleaning.unref()
	return {
		poke: feeding.poke,
		async stop() {
			clearInterval(cleaning)
			await Promise.all([feeding.stop(), breaching.stop(), ticking.stop()])
			await boss.stop({ graceful: true, timeout: 10_000 })
		},
	}
}

/** Calls `once` again at once while it gives more than 0, else after a pause or a poke. */
function loop(once: () => Promise<number>, onFault: (error: unknown) => void): Jobs {
	let stopped = false
	let poked = false
	let wake: () => void = () => {}
	const pause = () =>
		new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, pauseMs)
			wake = () => {
				clearTimeout(timer)
				resolve()
			}
		})
	const run = async () => {
		while (!stopped) {
			poked = false
			const did = await once().catch((error: unknown) => {
				onFault(error)
				return 0
			})
			if (did === 0 && !poked && !stopped) await pause()
		}
	}
	const ended = run()
	return {
		poke() {
			poked = true
			wake()
		},
		async stop() {
			stopped = true
			wake()
			await ended
		},
	}
}
