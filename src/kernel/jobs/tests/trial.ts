import { sql } from 'kysely'
import type { Store } from '#kernel/db/store.ts'
import { startJobs, type Worker } from '../api.ts'

/** A table for what a test's jobs did, and numbered messages to feed them from. */
export async function prepareTrial(store: Store): Promise<void> {
	await store.transact('owner', async (tx) => {
		await sql`create table if not exists jobs.trial (n bigint not null, by text not null)`.execute(tx)
		await sql`grant select, insert on jobs.trial to seawall_app`.execute(tx)
	})
}

/** Numbers `count` messages as the sequencer would, from `first` on. */
export async function numberMessages(store: Store, first: number, count: number, topic = 'trial.thing.made') {
	await store.transact('owner', async (tx) => {
		await sql`insert into ledger.entry (n, pending_id, leaf, leaf_hash, link, at, kind, outcome)
			select g, 1000000 + g, '\\x00', sha256(int8send(g)), int8send(g), now(), 'act', 'done'
			from generate_series(${first}::bigint, ${first + count - 1}::bigint) g`.execute(tx)
		await sql`insert into kernel.outbox (pending_id, k, topic, resource_type, resource_id, body)
			select 1000000 + g, 0, ${topic}::text, null, null, '{"g":' || g || '}'
			from generate_series(${first}::bigint, ${first + count - 1}::bigint) g`.execute(tx)
	})
}

/** Writes one row for each message, once. `told` hears of each. */
export function trialWorker(told: (n: number) => void = () => {}): Worker {
	return {
		queue: 'trial',
		topics: ['trial.thing.made'],
		async run({ n }, { once }) {
			await once(async (tx) => {
				await sql`insert into jobs.trial (n, by) values (${n}, ${process.pid})`.execute(tx)
			})
			told(n)
		},
	}
}

export function startTrial(store: Store, databaseUrl: string | null, worker: Worker, faults: unknown[] = []) {
	return startJobs({
		store,
		databaseUrl,
		workers: [worker],
		perform: async () => ({}),
		onFault: (error) => faults.push(error),
	})
}

export async function trialRows(store: Store): Promise<readonly number[]> {
	const { rows } = await sql<{ n: number }>`select n from jobs.trial order by n`.execute(store.db)
	return rows.map((row) => row.n)
}

/** Waits until `holds`, looking every 20 ms; refuses after `seconds`. */
export async function until(holds: () => Promise<boolean>, seconds: number): Promise<void> {
	const end = performance.now() + seconds * 1000
	while (!(await holds())) {
		if (performance.now() > end) throw new Error(`it did not happen within ${seconds} s`)
		await new Promise((resolve) => setTimeout(resolve, 20))
	}
}
