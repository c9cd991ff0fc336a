import pg from 'pg'
import { Client, getJson, startDemo } from './demo-server.ts'
import { percentile, type Row, row } from './row.ts'

const clients = 8
const warmUp = 1_000
const rounds = 7
const actsARound = 1_500

/**
 * Acts over HTTP from 8 clients with the sequencer running: on PostgreSQL (peer: a bare transaction through the same
 * driver on 8 connections in the same run, in turn with ours) and on the embedded database.
 * Needs SEAWALL_TEST_DATABASE_URL (or DATABASE_URL) for the PostgreSQL part, which makes and drops a database.
 */
export async function* run(): AsyncIterable<Row> {
	const url = process.env['SEAWALL_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
	if (url !== undefined && url !== '') yield* onPostgres(url)
	yield* onPglite()
}

async function* onPostgres(url: string): AsyncIterable<Row> {
	const name = `seawall_bench_${process.pid}`
	await admin(url, `create database ${name}`)
	const own = new URL(url)
	own.pathname = `/${name}`
	try {
		const server = await startDemo(own.toString())
		const ours: number[] = []
		const bare: number[] = []
		const times: number[] = []
		try {
			const ready = await prepared(server)
			await ready.burst(warmUp * 2)
			for (let i = 0; i < rounds; i += 1) {
				const burst = await ready.burst(actsARound)
				ours.push(burst.perSecond)
				times.push(...burst.times)
				bare.push(await bareTransactions(own.toString()))
			}
		} finally {
			await server.stop()
		}
		const peer = { name: 'bare-transaction', value: percentile(bare, 0.5) }
		yield row('acts/http-postgres', 'acts_per_s', percentile(ours, 0.5), 'acts/s', peer)
		yield row('acts/http-postgres', 'p99_ms', percentile(times, 0.99), 'ms')
	} finally {
		await admin(url, `drop database if exists ${name} with (force)`)
	}
}

async function* onPglite(): AsyncIterable<Row> {
	const server = await startDemo(null)
	try {
		const ready = await prepared(server)
		await ready.burst(warmUp / 2)
		const ours: number[] = []
		const times: number[] = []
		for (let i = 0; i < rounds; i += 1) {
			const burst = await ready.burst(actsARound)
			ours.push(burst.perSecond)
			times.push(...burst.times)
		}
		yield row('acts/http-pglite', 'acts_per_s', percentile(ours, 0.5), 'acts/s', { name: 'goal', value: 400 })
		yield row('acts/http-pglite', 'p99_ms', percentile(times, 0.99), 'ms')
	} finally {
		await server.stop()
	}
}

/** Signs in a dispatcher and finds incidents to write notes on: a simple act with one row loaded and one written. */
async function prepared(server: Awaited<ReturnType<typeof startDemo>>) {
	const cookie = await server.signIn('dispatcher')
	const answer = await getJson(`${server.address}/api/views/dispatch.incident.list?limit=50`, cookie)
	const ids = [...JSON.stringify(answer).matchAll(/"id":"([0-9a-f-]{36})","number"/g)].map((match) => match[1] ?? '')
	if (ids.length === 0) throw new Error('the demo shows the dispatcher no incident to write on')
	const client = new Client(server.address, cookie, clients)
	let count = 0
	return {
		async burst(acts: number): Promise<{ perSecond: number; times: number[] }> {
			const times: number[] = []
			const end = count + acts
			const from = performance.now()
			await Promise.all(
				Array.from({ length: clients }, async () => {
					while (count < end) {
						const i = count++
						times.push(
							await client.act(
								'dispatch.incident.note',
								{ incident: ids[i % ids.length], text: `note ${i}` },
								`bench-${process.pid}-${i}`,
							),
						)
					}
				}),
			)
			return { perSecond: acts / ((performance.now() - from) / 1000), times }
		},
	}
}

/** The floor: BEGIN, one INSERT, one UPDATE by key, COMMIT, prepared, on 8 connections. Transactions a second. */
async function bareTransactions(url: string): Promise<number> {
	const connections = await Promise.all(
		Array.from({ length: clients }, async () => {
			const one = new pg.Client({ connectionString: url })
			await one.connect()
			return one
		}),
	)
	try {
		await connections[0]?.query(`create schema if not exists bench; drop table if exists bench.line, bench.counter;
			create table bench.line (id bigint generated always as identity primary key, note text not null);
			create table bench.counter (id int primary key, n int not null);
			insert into bench.counter select g, 0 from generate_series(1, 64) g`)
		const total = 5_000
		let count = 0
		const from = performance.now()
		await Promise.all(
			connections.map(async (one) => {
				while (count < total) {
					const i = count++
					await one.query('begin')
					await one.query({ name: 'line', text: 'insert into bench.line (note) values ($1)', values: [`note ${i}`] })
					await one.query({
						name: 'count',
						text: 'update bench.counter set n = n + 1 where id = $1',
						values: [(i % 64) + 1],
					})
					await one.query('commit')
				}
			}),
		)
		return total / ((performance.now() - from) / 1000)
	} finally {
		await Promise.all(connections.map((one) => one.end()))
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
