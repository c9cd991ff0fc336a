import pg from 'pg'
import type { Snapped } from '#kernel/geo/graph/graph.ts'
import { travelTimes } from '#kernel/geo/reverse.ts'
import { seeded } from '#kernel/seeded.ts'
import { type Manhattan, readManhattan } from './recommend-graph.ts'
import { run as runCard } from './recommend-card.ts'
import { percentile, type Row, row } from './row.ts'

/**
 * dispatch/recommend: seconds to the incident for 2,000 units on the roads of Manhattan, by one reverse search. The peer is
 * pgRouting in PostgreSQL on the same graph in the same run, by whichever of its ways is fastest here.
 * Both answer the same incidents for the same units, and the answers are compared.
 */

const units = 2_000
const warm = 200
const incidents = 400
const peerIncidents = 25

/** Rows dispatch/recommend/p50_ms, p95_ms, p99_ms and those of the whole card. Needs SEAWALL_ORACLES; without PostgreSQL and pgRouting there is no peer. */
export async function run(): Promise<Row[]> {
	const oracles = process.env['SEAWALL_ORACLES']
	if (oracles === undefined)
		throw new Error('dispatch/recommend needs SEAWALL_ORACLES: the graph of Manhattan is not ours to ship')
	const city = readManhattan(oracles)
	const random = seeded(11)
	const places = city.places
	const sources = Array.from({ length: units }, (): Snapped => {
		const edge = Math.floor(random() * city.arcs.length)
		const arc = city.arcs[edge]
		const share = random()
		return { edge, share, point: places[arc?.from ?? 0] ?? [0, 0], off: 0 }
	})
	const targets = Array.from({ length: incidents }, () => Math.floor(random() * places.length))
	const ours = measure(city, sources, targets)
	const peer = await measurePeer(city, sources, targets.slice(0, peerIncidents))
	const shares = { p50_ms: 0.5, p95_ms: 0.95, p99_ms: 0.99 }
	const travel = Object.entries(shares).map(([metric, share]) =>
		row(
			'dispatch/recommend',
			metric,
			percentile(ours, share),
			'ms',
			peer && { name: peer.name, value: percentile(peer.times, share) },
		),
	)
	return [...travel, ...(await runCard())]
}

function measure(city: Manhattan, sources: readonly Snapped[], targets: readonly number[]): Float64Array {
	const ask = (node: number) => travelTimes(city.graph, city.places[node] ?? [0, 0], sources)
	for (const node of targets.slice(0, warm)) ask(node)
	return Float64Array.from(targets, (node) => {
		const begun = performance.now()
		ask(node)
		return performance.now() - begun
	})
}

const edges = (on: 'reversed' | 'straight') =>
	on === 'reversed'
		? 'select id, target as source, source as target, cost from bench_recommend.arc'
		: 'select id, source, target, cost from bench_recommend.arc'
/** pgRouting's ways to ask it: $1 the incident's vertex, $2 the vertices where units meet the network. */
const ways: Readonly<Record<string, string>> = {
	'pgr_drivingDistance reversed': `select node, agg_cost from pgr_drivingDistance('${edges('reversed')}', $1::bigint, 1e9, true) where node = any($2::bigint[])`,
	'pgr_dijkstraCost reversed': `select end_vid as node, agg_cost from pgr_dijkstraCost('${edges('reversed')}', $1::bigint, $2::bigint[], true)`,
	'pgr_dijkstraCost straight': `select start_vid as node, agg_cost from pgr_dijkstraCost('${edges('straight')}', $2::bigint[], $1::bigint, true)`,
}

async function measurePeer(
	city: Manhattan,
	sources: readonly Snapped[],
	targets: readonly number[],
): Promise<{ name: string; times: Float64Array } | null> {
	const url = process.env['SEAWALL_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
	if (url === undefined || url === '') return null
	// A database of its own: nothing is made in the one that was named.
	const name = `seawall_bench_roads_${process.pid}`
	const admin = new pg.Client({ connectionString: url })
	await admin.connect()
	await admin.query(`create database ${name}`)
	const own = new URL(url)
	own.pathname = `/${name}`
	const client = new pg.Client({ connectionString: own.toString() })
	await client.connect()
	try {
		const missing = await client.query('create extension if not exists pgrouting cascade').then(
			() => null,
			(fault: unknown) => fault,
		)
		if (missing !== null) {
			console.error(`no peer: pgRouting is not here (${missing instanceof Error ? missing.message : 'unknown'})`)
			return null
		}
		await load(client, city)
		const vertices = [...new Set(sources.map((s) => (city.arcs[s.edge]?.to ?? 0) + 1))]
		let best: { name: string; times: Float64Array } | null = null
		for (const [name, text] of Object.entries(ways)) {
			const ask = (node: number) =>
				client.query<{ node: string; agg_cost: number }>({ name, text, values: [node + 1, vertices] })
			await ask(targets[0] ?? 0)
			const times = new Float64Array(targets.length)
			for (const [i, node] of targets.entries()) {
				const begun = performance.now()
				const { rows } = await ask(node)
				times[i] = performance.now() - begun
				if (i < 3) compare(city, sources, node, new Map(rows.map((r) => [Number(r.node) - 1, r.agg_cost])))
				// A way four times slower than the best is not asked 25 times.
				if (best !== null && i === 3 && percentile(times.slice(0, 4), 0.5) > 4 * percentile(best.times, 0.5)) break
			}
			const whole = times.at(-1) !== 0
			if (whole && (best === null || percentile(times, 0.5) < percentile(best.times, 0.5)))
				best = { name: `pgRouting ${name}`, times }
		}
		return best
	} finally {
		await client.end()
		await admin.query(`drop database if exists ${name} with (force)`)
		await admin.end()
	}
}

async function load(client: pg.Client, city: Manhattan): Promise<void> {
	await client.query('create schema bench_recommend')
	await client.query(
		'create table bench_recommend.arc (id bigint primary key, source bigint not null, target bigint not null, cost float8 not null)',
	)
	const rows = JSON.stringify(
		city.arcs.map((a, i) => ({ id: i + 1, source: a.from + 1, target: a.to + 1, cost: a.ms / 1000 })),
	)
	await client.query(
		'insert into bench_recommend.arc select * from jsonb_to_recordset($1::jsonb) as r(id bigint, source bigint, target bigint, cost float8)',
		[rows],
	)
	await client.query('vacuum analyze bench_recommend.arc')
}

/** Both must say the same, to half a second; otherwise the figures mean nothing. */
function compare(
	city: Manhattan,
	sources: readonly Snapped[],
	node: number,
	theirs: ReadonlyMap<number, number>,
): void {
	const ours = travelTimes(city.graph, city.places[node] ?? [0, 0], sources)
	sources.forEach((source, i) => {
		const arc = city.arcs[source.edge]
		const rest = arc?.to === node ? 0 : theirs.get(arc?.to ?? -1)
		const expected = rest === undefined ? Number.POSITIVE_INFINITY : rest + ((arc?.ms ?? 0) / 1000) * (1 - source.share)
		const here = ours[i] ?? 0
		if (here !== expected && Math.abs(here - expected) > 0.5)
			throw new Error(`unit ${i}: ours ${here} s, pgRouting ${expected} s`)
	})
}

if (process.argv[1] === import.meta.filename) for (const line of await run()) console.log(JSON.stringify(line))
