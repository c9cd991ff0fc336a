import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { type Bed, dueTimes, openBed, waitingMatters } from './process-bed/bed.ts'
import { record, replay } from './process-bed/floor.ts'
import { killAgain, type Place } from './process-bed/kill.ts'
import { percentile, type Row, row } from './row.ts'

/**
 * process/postgres, process/pglite: instances a second with one service of our own, two transactions each, opened by 8
 * clients, the sequencer and the clocks running; the peer is the same SQL without the engine, in turn with ours. process/state:
 * bytes of a waiting instance. process/timers: how late timers spread at 200 a second are, and how many of 100,000 are lost or
 * done twice while the server is killed again and again. SEAWALL_BENCH_TIMERS takes fewer of them, and of all else in proportion.
 * Needs SEAWALL_TEST_DATABASE_URL (or DATABASE_URL) for PostgreSQL; without it timers run on the embedded database.
 */

const clients = 8
const rounds = 3
const timers = Number(process.env['SEAWALL_BENCH_TIMERS'] ?? 100_000)
const scaled = (count: number) => Math.max(40, Math.ceil((count * timers) / 100_000))

export async function* run(): AsyncIterable<Row> {
	const url = process.env['SEAWALL_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'] ?? ''
	if (url !== '') yield* onPostgres(url)
	yield* inFolder(async function* (data) {
		const bed = await openBed({ data, databaseUrl: null })
		yield* instances(bed, 'process/pglite', { goal: 150, each: scaled(600) })
		if (url === '') yield* spread(bed)
		await bed.close()
	})
	if (url === '') yield* inFolder((data) => killed({ data, databaseUrl: null }))
}

async function* onPostgres(url: string): AsyncIterable<Row> {
	yield* inFolder((data) =>
		inDatabase(url, async function* (databaseUrl) {
			const bed = await openBed({ data, databaseUrl })
			yield* instances(bed, 'process/postgres', { goal: 500, each: scaled(2_000) })
			yield await stateBytes(bed)
			yield* spread(bed)
			await bed.close()
		}),
	)
	yield* inFolder((data) => inDatabase(url, (databaseUrl) => killed({ data, databaseUrl })))
}

async function* instances(bed: Bed, name: string, { goal, each }: { goal: number; each: number }): AsyncIterable<Row> {
	const recorded = await record(bed)
	const counted = { opened: 0, times: [] as number[] }
	const whole = async (count: number) => {
		const stop = await bed.start()
		const perSecond = await served(bed, counted, count)
		await stop()
		return perSecond
	}
	// Nobody answers for the floor: it holds both transactions of its own.
	const bare = async () => {
		const stop = bed.number()
		const perSecond = await replay(bed, recorded, each, clients)
		await stop()
		return perSecond
	}
	await whole(Math.ceil(each / 4))
	counted.times.length = 0
	const ours: number[] = []
	const floor: number[] = []
	for (let i = 0; i < rounds; i += 1) {
		ours.push(await whole(each))
		floor.push(await bare())
	}
	const perSecond = percentile(ours, 0.5)
	yield row(name, 'instances_per_s', perSecond, 'instances/s', {
		name: 'same SQL without the engine',
		value: percentile(floor, 0.5),
	})
	yield row(name, 'instances_of_goal', perSecond, 'instances/s', { name: 'goal', value: goal })
	yield row(name, 'step_p99_ms', percentile(counted.times, 0.99), 'ms', { name: 'goal', value: 100 })
}

/** Opens `count` instances and waits until all have ended; gives instances a second. */
async function served(bed: Bed, counted: { opened: number; times: number[] }, count: number): Promise<number> {
	const before = await ended(bed)
	const end = counted.opened + count
	const from = performance.now()
	const open = async (): Promise<void> => {
		while (counted.opened < end) {
			const n = counted.opened++
			const began = performance.now()
			await bed.act('bench.process.open', { process: 'bench.served' }, `bench-${process.pid}-${n}`)
			counted.times.push(performance.now() - began)
		}
	}
	await Promise.all(Array.from({ length: clients }, open))
	while ((await ended(bed)) - before < count) await pause(20)
	return count / ((performance.now() - from) / 1000)
}

async function ended({ store }: Bed): Promise<number> {
	const { rows } = await sql<{
		n: number
	}>`select count(*)::integer as n from matters.instance where ended_at is not null`.execute(store.db)
	return rows[0]?.n ?? 0
}

/** Rows of an instance that waits for a timer and has a few values, as PostgreSQL stores them. */
async function stateBytes(bed: Bed): Promise<Row> {
	await waitingMatters(bed, 1_000, `now() + interval '1 day'`)
	const { rows } = await sql<{ bytes: number }>`select avg(
			(select sum(pg_column_size(t.*)) from matters.process_token t where t.instance_id = i.id)
			+ (select sum(pg_column_size(w.*)) from matters.process_wait w where w.instance_id = i.id)
			+ pg_column_size(i.*))::float8 as bytes
		from matters.instance i where exists (select from matters.process_wait w where w.instance_id = i.id and w.kind = 'timer')`.execute(
		bed.store.db,
	)
	await sql`delete from matters.process_wait where kind = 'timer'`.execute(bed.store.db)
	return row('process/state', 'bytes', rows[0]?.bytes ?? 0, 'bytes', { name: 'goal', value: 2_048 })
}

/** 200 timers a second, for 20 seconds: how late after their time the latest of them was committed, and 99 of 100. */
async function* spread(bed: Bed): AsyncIterable<Row> {
	await waitingMatters(bed, scaled(4_000), `clock_timestamp() + interval '10 seconds' + g * interval '5 milliseconds'`)
	const due = await dueTimes(bed)
	const late: number[] = []
	const stop = await bed.start(({ instance }) => {
		const at = typeof instance === 'string' ? due.get(instance) : undefined
		if (at !== undefined) late.push((Date.now() - at) / 1000)
	})
	while (late.length < due.size) await pause(200)
	await stop()
	yield row('process/timers', 'latest_at_200_per_s', Math.max(...late), 's late', { name: 'goal', value: 2 })
	yield row('process/timers', 'p99_at_200_per_s', percentile(late, 0.99), 's late')
}

/** A server killed four times while a backlog of timers and processes that are opened move: what is lost, what is done twice. */
async function* killed(place: Place): AsyncIterable<Row> {
	const { tally: left, answered, seconds } = await killAgain(place, { timers, opens: scaled(1_000), kills: 4 })
	const lost = left.open + (timers - left.fired) + (answered - left.keys > 0 ? answered - left.keys : 0)
	const twice = left.firings - left.fired + (left.opened - left.keys) + (left.lines - left.firings)
	yield row('process/timers', 'lost', lost, `of ${timers}`, { name: 'goal', value: 0 })
	yield row('process/timers', 'twice', twice + (left.answers - left.answered), `of ${timers}`, {
		name: 'goal',
		value: 0,
	})
	yield row('process/timers', 'backlog_per_s', timers / seconds, 'timers/s')
}

async function* inFolder(work: (data: string) => AsyncIterable<Row>): AsyncIterable<Row> {
	const data = mkdtempSync(join(tmpdir(), 'seawall-bench-'))
	try {
		yield* work(data)
	} finally {
		rmSync(data, { recursive: true, force: true })
	}
}

async function* inDatabase(url: string, work: (databaseUrl: string) => AsyncIterable<Row>): AsyncIterable<Row> {
	const name = `seawall_bench_${process.pid}_${Date.now()}`
	await admin(url, `create database ${name}`)
	const own = new URL(url)
	own.pathname = `/${name}`
	try {
		yield* work(own.toString())
	} finally {
		await admin(url, `drop database if exists ${name} with (force)`)
	}
}

async function admin(url: string, text: string): Promise<void> {
	const client = new pg.Client({ connectionString: url })
	await client.connect()
	try {
		await client.query(text)
	} finally {
		await client.end()
	}
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms))
}
