import { existsSync } from 'node:fs'
import { seeded } from '#kernel/seeded.ts'
import { adjacencyOf } from '../src/funds/tracer/adjacency.ts'
import { openTracer, type Tracer } from '../src/funds/tracer/open.ts'
import { Recent } from '../src/funds/tracer/recent.ts'
import { Rows } from '../src/funds/tracer/rows.ts'
import { Walk } from '../src/funds/tracer/walk.ts'
import type { TraceQuery } from '../src/funds/store/trace-sql.ts'
import { runFloor, type Timed } from './funds/floor.ts'
import { type HardStart, hardStarts, type MoneyGraph, moneyGraph, wholeSize } from './funds/graph.ts'
import { runDuckdb, runSql } from './funds/peers.ts'
import { benchMatter, type Filled, fillPglite, fillPostgres } from './funds/stores.ts'
import { percentile, type Row, row } from './row.ts'

/**
 * Following money through ten million transfers, each figure beside its peers in the same run; all must reach the same number
 * of transfers. SEAWALL_BENCH_FUNDS_TRANSFERS for another size (accounts a tenth of it), SEAWALL_BENCH_FUNDS_PEER_MS for how
 * long each peer is asked at a depth; the floor needs a C compiler, PostgreSQL a SEAWALL_TEST_DATABASE_URL.
 */

const transfers = Number(process.env['SEAWALL_BENCH_FUNDS_TRANSFERS'] ?? wholeSize.transfers)
const startCount = 200
const perHop = 50
const depths = [3, 6] as const

type Peers = ReadonlyMap<string, ReadonlyMap<number, Timed> | null>

export async function* run(): AsyncGenerator<Row> {
	const graph = moneyGraph({ ...wholeSize, transfers, accounts: Math.max(1_000, Math.round(transfers / 10)) })
	const starts = hardStarts(graph, startCount)
	const postgres = await fillPostgres(graph)
	const pglite = await fillPglite(graph)
	try {
		const duckdb = await runDuckdb(graph, starts, depths, perHop)
		const peers: Peers = new Map([
			['c', runFloor(graph, starts, depths, perHop)],
			['postgresql', postgres === null ? null : await runSql(postgres.store, starts, depths, perHop)],
			['pglite', await runSql(pglite.store, starts, depths, perHop)],
			['duckdb', duckdb?.found ?? null],
		])
		yield* traced(ourWalks(graph, starts), peers)
		yield* served(postgres ?? pglite, starts)
		for (const [name, load] of Object.entries({
			postgresql: postgres?.loadSeconds,
			pglite: pglite.loadSeconds,
			duckdb: duckdb?.loadSeconds,
		}))
			if (load !== undefined) yield row('funds/load', name, load, 's')
		yield* besides(graph)
	} finally {
		await postgres?.close()
		await pglite.close()
	}
}

/** Benches of other rooms, where they stand: rules of attribution over all transfers, statements read, and planted shapes found. */
async function* besides(graph: MoneyGraph): AsyncGenerator<Row> {
	for (const [file, name] of [
		['replay', 'replayRows'],
		['camt053', 'camtRows'],
		['motifs', 'motifRows'],
	] as const) {
		const place = new URL(`./funds/${file}.ts`, import.meta.url)
		if (!existsSync(place)) {
			console.error(`funds/${file}: there is no such bench`)
			continue
		}
		const bench: Readonly<Record<string, (graph: MoneyGraph) => Iterable<Row> | Promise<Iterable<Row>>>> = await import(
			place.href
		)
		const rows = bench[name]
		if (rows !== undefined) yield* await rows(graph)
	}
}

/** The walk alone, as the thread runs it; of two rounds the second counts, as for the floor. */
function ourWalks(graph: MoneyGraph, starts: readonly HardStart[]): ReadonlyMap<number, Timed> {
	const rows = new Rows()
	const group = rows.groups.indexOf(benchMatter, 'CNY')
	for (let i = 0; i < graph.from.length; i += 1)
		rows.add(i + 1, group, graph.from[i] ?? 0, graph.to[i] ?? 0, graph.amount[i] ?? 0, (graph.at[i] ?? 0) * 1_000)
	const walk = new Walk(adjacencyOf(rows.whole(), rows.groups), new Recent())
	const found = new Map<number, Timed>()
	for (const hops of depths) {
		let timed: { times: number[]; counts: number[]; cuts: number[] } = { times: [], counts: [], cuts: [] }
		for (let round = 0; round < 2; round += 1) {
			timed = { times: [], counts: [], cuts: [] }
			for (const { node, at } of starts) {
				const begun = performance.now()
				const { size, cuts } = walk.run({
					starts: [{ node, at: at * 1_000 }],
					forward: true,
					hops,
					after: Number.NEGATIVE_INFINITY,
					before: Number.POSITIVE_INFINITY,
					least: 1,
					perHop,
					nearest: true,
					allow: null,
				})
				timed.times.push(performance.now() - begun)
				timed.counts.push(size)
				timed.cuts.push(cuts.length)
			}
		}
		found.set(hops, timed)
	}
	return found
}

/** One line a peer and depth, over the starts that both were asked. */
function* traced(ours: ReadonlyMap<number, Timed>, peers: Peers): Generator<Row> {
	for (const hops of depths) {
		const mine = ours.get(hops) ?? { times: [], counts: [], cuts: [] }
		for (const [name, peer] of peers) {
			const theirs = peer?.get(hops)
			if (theirs === undefined) {
				console.error(`funds/trace-${hops}: peer ${name} is missing`)
				continue
			}
			const asked = theirs.times.length
			mustEqual(`${name}, ${hops} hops, transfers reached`, mine.counts.slice(0, asked), theirs.counts)
			if (theirs.cuts !== null) mustEqual(`${name}, ${hops} hops, accounts cut`, mine.cuts ?? [], theirs.cuts)
			if (asked < mine.times.length) console.error(`funds/trace-${hops}: ${name} was asked ${asked} starts in its time`)
			for (const [metric, share] of [
				['p50_ms', 0.5],
				['p99_ms', 0.99],
			] as const)
				yield row(`funds/trace-${hops}`, metric, percentile(mine.times.slice(0, asked), share), 'ms', {
					name,
					value: percentile(theirs.times, share),
				})
		}
	}
}

function mustEqual(what: string, ours: readonly number[], theirs: readonly number[]): void {
	ours.forEach((count, n) => {
		if (count !== theirs[n]) throw new Error(`${what}, start ${n}: ours ${count}, theirs ${theirs[n]}`)
	})
}

/** What the running tracer does: read from SQL, told of new ones, asked by many. */
async function* served({ store }: Filled, starts: readonly HardStart[]): AsyncGenerator<Row> {
	const begun = performance.now()
	const tracer = await openTracer(store, (fault) => console.error('tracer', fault))
	try {
		yield row('funds/rebuild', 's', (performance.now() - begun) / 1_000, 's')
		yield row('funds/rebuild', 'bytes_per_transfer_and_direction', tracer.read.bytes, 'bytes')
		const told = await visible(tracer, starts)
		yield row('funds/append', 'visible_ms', percentile(told, 0.5), 'ms')
		yield row('funds/append', 'visible_p99_ms', percentile(told, 0.99), 'ms')
		yield row('funds/mixed', 'on_time', await mixed(tracer, starts), 'share')
	} finally {
		await tracer.close()
	}
}

const plain: TraceQuery = {
	starts: [],
	direction: 'forward',
	hops: 1,
	after: null,
	before: null,
	leastMinor: 1,
	perHop,
	first: 'farthest',
	matters: null,
	currency: null,
}

/** From the moment the tracer is told of a transfer to the answer that has it. */
async function visible(tracer: Tracer, starts: readonly HardStart[]): Promise<readonly number[]> {
	const times: number[] = []
	for (let n = 0; n < 600; n += 1) {
		const { node } = starts[n % starts.length] ?? { node: 0 }
		const id = 1e12 + n
		const at = Date.UTC(2027, 0, 1) + n
		const begun = performance.now()
		const transfer = { id, matter: benchMatter, from: node, to: node + 1, minor: 5, currency: 'CNY', at: at * 1_000 }
		tracer.append([transfer])
		const { rows } = await tracer.trace({ ...plain, starts: [{ node, at: new Date(at - 1) }] })
		if (n >= 100) times.push(performance.now() - begun)
		if (!rows.some((one) => one.id === id)) throw new Error(`transfer ${n} was told and is not seen`)
	}
	return times
}

/** Reads of all kinds at 100 a second for ten seconds, each due at its moment: the share answered within a second of it. */
async function mixed(tracer: Tracer, starts: readonly HardStart[]): Promise<number> {
	const random = seeded(9)
	const [rate, seconds] = [100, 10]
	const begun = performance.now()
	const late = await Promise.all(
		Array.from({ length: rate * seconds }, async (_, n) => {
			const due = begun + (n * 1_000) / rate
			const { node, at } = starts[Math.floor(random() * starts.length)] ?? { node: 0, at: 0 }
			const hops = 1 + Math.floor(random() * 6)
			const forward = random() < 0.7
			const query: TraceQuery = {
				...plain,
				starts: [{ node, at: new Date(forward ? at : at + 45 * 86_400_000) }],
				direction: forward ? 'forward' : 'backward',
				hops,
				first: random() < 0.5 ? 'nearest' : 'farthest',
				leastMinor: random() < 0.5 ? 1 : 100_000,
				before: random() < 0.5 ? null : new Date(at + 40 * 86_400_000),
			}
			await new Promise((resolve) => setTimeout(resolve, Math.max(1, due - performance.now())))
			await tracer.trace(query)
			return performance.now() - due
		}),
	)
	return late.filter((ms) => ms <= 1_000).length / late.length
}

if (process.argv[1] === import.meta.filename)
	for await (const line of run()) process.stdout.write(`${JSON.stringify(line)}\n`)
