import type { Store } from '#kernel/db/store.ts'
import type { Timed } from './floor.ts'
import type { HardStart, MoneyGraph } from './graph.ts'

/** What a peer may take for all starts of one depth; it is asked at least `askedAtLeast`. */
const msAtMost = Number(process.env['SEAWALL_BENCH_FUNDS_PEER_MS'] ?? 60_000)
const askedAtLeast = 20

const next = (node: string, at: string, perHop: number) => `select t.id, t.to_node, t.at from funds.transfer t
	where t.from_node = ${node} and t.at > ${at} order by t.at, t.id limit ${perHop}`

/** The recursive statement by an index: PostgreSQL and PGlite alike. $1 node, $2 time, $3 hops. */
const walkSql = (perHop: number): string => `with recursive walked as (
	select n.*, 1 as hop from (${next('$1::int', '$2::timestamptz', perHop)}) n
	union select n.*, w.hop + 1 from walked w cross join lateral (${next('w.to_node', 'w.at', perHop)}) n where w.hop < $3::int
) select count(distinct id)::int as reached from walked`

/** The embedded and the grown database, by the wire the product has. */
export function runSql(
	store: Store,
	starts: readonly HardStart[],
	hops: readonly number[],
	perHop: number,
): Promise<ReadonlyMap<number, Timed>> {
	const text = walkSql(perHop)
	return store.lease('owner', ({ wire }) =>
		timedBy(starts, hops, async ({ node, at }, hop) => {
			const { rows } = await wire.send(text, [node, new Date(at), hop])
			return Number(rows[0]?.['reached'])
		}),
	)
}

/** DuckDB joins whole tables: its per-arrival limit is a rank. Null when it is not installed. */
export async function runDuckdb(
	graph: MoneyGraph,
	starts: readonly HardStart[],
	hops: readonly number[],
	perHop: number,
): Promise<{ readonly found: ReadonlyMap<number, Timed>; readonly loadSeconds: number } | null> {
	const duckdb = await loadDuckdb()
	if (duckdb === null) return null
	const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: '2' })
	const connection = await instance.connect()
	const begun = performance.now()
	await connection.run('create table transfer (id int, from_node int, to_node int, moment double)')
	const appender = await connection.createAppender('transfer')
	for (let i = 0; i < graph.from.length; i += 1) {
		appender.appendInteger(i + 1)
		appender.appendInteger(graph.from[i] ?? 0)
		appender.appendInteger(graph.to[i] ?? 0)
		appender.appendDouble(graph.at[i] ?? 0)
		appender.endRow()
	}
	appender.closeSync()
	const loadSeconds = (performance.now() - begun) / 1_000
	const ranked = (from: string, arrival: string) => `select id, to_node, moment from (select t.id, t.to_node, t.moment,
		row_number() over (partition by ${arrival} order by t.moment, t.id) as n from ${from}) where n <= ${perHop}`
	const statement = await connection.prepare(`with recursive walked as (
		select *, 1 as hop from (${ranked('transfer t where t.from_node = $1 and t.moment > $2', 't.from_node')})
		union select id, to_node, moment, hop from (select t.id, t.to_node, t.moment, w.hop + 1 as hop,
			row_number() over (partition by w.id, w.hop order by t.moment, t.id) as n
			from walked w join transfer t on t.from_node = w.to_node and t.moment > w.moment where w.hop < $3) where n <= ${perHop}
	) select count(distinct id)::int as reached from walked`)
	try {
		const found = await timedBy(starts, hops, async ({ node, at }, hop) => {
			statement.bindInteger(1, node)
			statement.bindDouble(2, at)
			statement.bindInteger(3, hop)
			const reader = await statement.runAndReadAll()
			return Number(reader.getRows()[0]?.[0])
		})
		return { found, loadSeconds }
	} finally {
		connection.closeSync()
		instance.closeSync()
	}
}

/** What is used of `@duckdb/node-api`. It is loaded by name: a machine without it has one peer less and no fault. */
type Duckdb = {
	readonly DuckDBInstance: { create(path: string, options: Readonly<Record<string, string>>): Promise<Instance> }
}
type Instance = { connect(): Promise<Connection>; closeSync(): void }
type Connection = {
	run(text: string): Promise<unknown>
	createAppender(table: string): Promise<Appender>
	prepare(text: string): Promise<Prepared>
	closeSync(): void
}
type Appender = {
	appendInteger(value: number): void
	appendDouble(value: number): void
	endRow(): void
	closeSync(): void
}
type Prepared = {
	bindInteger(n: number, value: number): void
	bindDouble(n: number, value: number): void
	runAndReadAll(): Promise<{ getRows(): readonly (readonly unknown[])[] }>
}
const duckdbName: string = '@duckdb/node-api'

async function loadDuckdb(): Promise<Duckdb | null> {
	try {
		const loaded: Duckdb = await import(duckdbName)
		return loaded
	} catch (fault) {
		console.error(`no peer duckdb: ${fault instanceof Error ? fault.message : String(fault)}`)
		return null
	}
}

async function timedBy(
	starts: readonly HardStart[],
	hops: readonly number[],
	ask: (start: HardStart, hop: number) => Promise<number>,
): Promise<ReadonlyMap<number, Timed>> {
	const found = new Map<number, Timed>()
	for (const hop of hops) {
		const [first] = starts
		if (first !== undefined) await ask(first, hop)
		const times: number[] = []
		const counts: number[] = []
		let left = msAtMost
		for (const start of starts) {
			if (left <= 0 && times.length >= askedAtLeast) break
			const begun = performance.now()
			counts.push(await ask(start, hop))
			const took = performance.now() - begun
			times.push(took)
			left -= took
		}
		found.set(hop, { times, counts, cuts: null })
	}
	return found
}
