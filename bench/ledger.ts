import { sql } from 'kysely'
import type { Store } from '#kernel/db/store.ts'
import { type EntryFacts, makeLeaf } from '#kernel/ledger/leaf.ts'
import { sequence, startSequencer } from '#kernel/ledger/sequencer.ts'
import { newSignerKey, readSigner } from '#kernel/ledger/signer.ts'
import { type KeyRow, sendTail } from '#kernel/spine/tail.ts'
import { openFresh } from '#tests/database.ts'
import { percentile, type Row, row } from './row.ts'

const signer = readSigner(newSignerKey('bench.example'))
const id = '0192f000-0000-7000-8000-000000000001'
const appends = 4_000
const actsASecond = 1_000
const loadSeconds = 8
const integrated = 100_000
/** Acts under way at most: a machine that falls behind is shown by the acts a second reached, not by an exhausted pool. */
const underWay = 64

/**
 * What the ledger costs an act, how long a committed act waits for its signed checkpoint under load, and how fast the
 * sequencer numbers what lies waiting. On PostgreSQL when SEAWALL_TEST_DATABASE_URL is set, else embedded.
 */
export async function* run(): AsyncIterable<Row> {
	const store = await openFresh()
	try {
		await store.transact('owner', async (tx) => {
			await sql`create table public.bench_row (id integer primary key, state text not null, version integer not null)`.execute(
				tx,
			)
			await sql`insert into public.bench_row select i, 'a', 1 from generate_series(1, 1000) i`.execute(tx)
			await sql`grant select, update on public.bench_row to seawall_app`.execute(tx)
		})
		yield await appended(store)
		yield await underLoad(store)
		yield await integrating(store)
	} finally {
		await store.close()
	}
}

function facts(i: number): EntryFacts {
	return {
		at: new Date(),
		kind: 'act',
		name: 'dispatch.unit.assign',
		person: id,
		post: id,
		agency: id,
		outcome: 'done',
		rules: ['D8'],
		matter: id,
		subject: { type: 'Incident', id },
		fact: { unit: 'Q12', seconds: i },
		personal: { note: '张先生称车辆已移走' },
		key: `key-${i}`,
	}
}

const kept = (i: number): KeyRow => ({
	actor: id,
	key: `bench-${i}`,
	act: 'bench',
	bodySha256: new Uint8Array(32),
	answer: (receipt) => `{"receipt":"${receipt}"}`,
})

/** The same tail without the ledger's line: key only. */
const bareTail = `insert into kernel.act_key (actor, key, act, body_sha256, answer, receipt, at)
	values ($1, $2, 'bench', decode($3, 'hex'), $4, decode($3, 'hex'), $5)`

/** One simple act: begin, load for update, write, tail with COMMIT behind it. */
async function act(store: Store, i: number, ledger: boolean): Promise<string> {
	return store.lease('seawall_app', async ({ wire }) => {
		await wire.script(store.begin('seawall_app'))
		const key = (i % 1000) + 1
		await wire.send('select id, state, version from public.bench_row where id = $1 for update', [key])
		await wire.send('update public.bench_row set state = $2, version = version + 1 where id = $1', [key, `s${i}`])
		const tail = ledger
			? sendTail(wire, facts(i), [], kept(i))
			: { receipt: '', done: wire.send(bareTail, [id, `bench-${i}`, '00'.repeat(32), '{"receipt":""}', new Date()]) }
		await Promise.all([tail.done, wire.script('commit')])
		return tail.receipt
	})
}

async function appended(store: Store): Promise<Row> {
	const times = { with: [] as number[], without: [] as number[] }
	for (let i = 0; i < 2 * appends; i += 1) {
		const ledger = i % 2 === 0
		const began = performance.now()
		await act(store, i, ledger)
		if (i > 500) times[ledger ? 'with' : 'without'].push(performance.now() - began)
	}
	await sequence(store, signer)
	const bare = percentile(times.without, 0.5)
	return row('ledger/append', 'added_p50_ms', percentile(times.with, 0.5) - bare, 'ms', {
		name: 'act-without-ledger',
		value: bare,
	})
}

/** Acts begun on a fixed clock, at most `underWay` of them at once; each waits from its COMMIT to the checkpoint that holds it. */
async function underLoad(store: Store): Promise<Row> {
	const committed = new Map<string, number>()
	const batches: { from: number; to: number; at: number }[] = []
	const faults: unknown[] = []
	const sequencer = startSequencer({
		store,
		signer,
		everyMs: 50,
		onEntries: (from, to) => batches.push({ from, to, at: performance.now() }),
		onFault: (error) => faults.push(error),
	})
	const rate = store.engine === 'postgres' ? actsASecond : 100
	const running = new Set<Promise<void>>()
	const began = performance.now()
	for (let i = 0; i < rate * loadSeconds; i += 1) {
		const due = began + (i * 1000) / rate
		const wait = due - performance.now()
		if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
		if (running.size >= underWay) await Promise.race(running)
		const one = act(store, 1_000_000 + i, true)
			.then((receipt) => {
				committed.set(receipt, performance.now())
			})
			.finally(() => running.delete(one))
		running.add(one)
	}
	await Promise.all(running)
	const reached = committed.size / ((performance.now() - began) / 1000)
	while (batches.reduce((sum, b) => sum + b.to - b.from + 1, 0) < committed.size && faults.length === 0) {
		await new Promise((resolve) => setTimeout(resolve, 20))
	}
	await sequencer.stop()
	if (faults.length > 0) throw new Error('the sequencer failed under load', { cause: faults[0] })
	const { rows } = await sql<{ n: number; hash: string }>`
		select n, encode(leaf_hash, 'hex') as hash from ledger.entry where n >= ${batches[0]?.from ?? 0} order by n`.execute(
		store.db,
	)
	const signedAt = new Map(
		batches.flatMap((b) => Array.from({ length: b.to - b.from + 1 }, (_, i) => [b.from + i, b.at] as const)),
	)
	const waits = rows.map((r) => (signedAt.get(r.n) ?? Number.NaN) - (committed.get(r.hash) ?? Number.NaN))
	return row('ledger/checkpoint', 'p95_ms', percentile(waits, 0.95), `ms at ${Math.round(reached)} acts/s`)
}

async function integrating(store: Store): Promise<Row> {
	const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
	for (let i = 0; i < integrated; i += 2_000) {
		const made = Array.from({ length: 2_000 }, (_, j) => makeLeaf(facts(i + j)))
		await store.transact('seawall_app', (tx) =>
			sql`insert into ledger.pending (leaf, leaf_hash)
				select decode(l, 'hex'), decode(h, 'hex')
				from unnest(${made.map((m) => hex(m.leaf))}::text[], ${made.map((m) => hex(m.leafHash))}::text[]) t (l, h)`.execute(
				tx,
			),
		)
	}
	const bare = await store.transact('owner', async (tx) => {
		await sql`create table public.bench_copy (n bigint primary key, leaf bytea not null)`.execute(tx)
		const began = performance.now()
		await sql`insert into public.bench_copy select row_number() over (order by id), leaf from ledger.pending`.execute(
			tx,
		)
		return integrated / ((performance.now() - began) / 1000)
	})
	const began = performance.now()
	const numbered = await sequence(store, signer)
	const perSecond = numbered / ((performance.now() - began) / 1000)
	return row('ledger/integrate', 'entries_per_s', perSecond, 'entries/s', { name: 'bare-insert-select', value: bare })
}
