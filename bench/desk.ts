import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openMigrated } from '#app/open.ts'
import { findMap, importMap, mapFolder } from '#kernel/geo/api.ts'
import { projectFolder } from '#kernel/folder.ts'
import { newId } from '#kernel/ids.ts'
import { seedDispatchDemo } from '#dispatch'
import { demoDispatch } from '../demo/dispatch.ts'
import { demoId } from '../demo/ids.ts'
import { seedDemo } from '../demo/seed.ts'
import { startDemo } from './demo-server.ts'
import { dryRun } from './desk-dryrun.ts'
import { run as offline } from './offline.ts'
import { cards } from './recommend-card.ts'
import { percentile, type Row, row } from './row.ts'

const units = 500
const desks = 20
/** A shorter run: `SEAWALL_BENCH_SECONDS=10 npx seawall bench desk`. */
const seconds = Number(process.env['SEAWALL_BENCH_SECONDS'] ?? '60')
const warmUp = Math.min(10, seconds)

/** desk/positions, desk/dryrun, desk/offline, and desk/recommend-coverage where SEAWALL_ORACLES is set. */
export async function* run(): AsyncIterable<Row> {
	yield* positions()
	yield* await dryRun()
	yield* await offline()
	if (process.env['SEAWALL_ORACLES'] === undefined) return
	const wanted = { p50_ms: null, p95_ms: { name: 'goal', value: 60 }, p99_ms: null }
	yield* await cards({ name: 'desk/recommend-coverage', wanted })
}

/**
 * desk/positions: 500 units send a position each a second over HTTP, 20 desks listen on the stream. From the moment a
 * position is sent to the moment a desk is handed it, and how the server's memory grows meanwhile. Embedded database.
 */
async function* positions(): AsyncIterable<Row> {
	const folder = mkdtempSync(join(tmpdir(), 'seawall-bench-'))
	try {
		const trackers = await seedUnits(folder)
		const server = await startDemo(null, folder)
		try {
			yield* await measure(server, trackers)
		} finally {
			await server.stop()
		}
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

type Tracker = { readonly unit: string; readonly key: string; readonly point: readonly [number, number] }

/** A demo place with 500 more units on shift, each with an open feed. */
async function seedUnits(folder: string): Promise<readonly Tracker[]> {
	const store = await openMigrated({ data: folder, databaseUrl: null, port: 0 }, () => {})
	const now = new Date()
	try {
		await importMap({
			store,
			file: join(projectFolder, 'demo', 'xigang.osm.pbf'),
			folder: mapFolder(folder),
			onProgress: () => {},
		})
		return await store.transact('owner', async (tx) => {
			await seedDemo(tx, now)
			await seedDispatchDemo(tx, now, demoDispatch)
			const map = await findMap(tx)
			if (map === null) throw new Error('no map')
			const trackers: Tracker[] = []
			for (let n = 0; n < units; n += 1) {
				const unit = newId(now.getTime())
				const key = `pos_bench_${String(n).padStart(12, '0')}`
				const hash = createHash('sha256').update(key).digest('hex')
				const share = (n + 1) / (units + 1)
				await sql`insert into dispatch.unit (id, agency_id, kind, call_en, call_zh, status, status_at, on_shift)
					values (${unit}, ${demoId('agency', 'xigang-old-town')}, 'patrol', ${`Bench ${n}`}, ${`测试 ${n}`}, 'available', ${now}, true)`.execute(
					tx,
				)
				await sql`insert into dispatch.feed (id, unit_id, key_sha256, opened_at)
					values (${newId(now.getTime())}, ${unit}, decode(${hash}::text, 'hex'), ${now})`.execute(tx)
				trackers.push({
					unit,
					key,
					point: [map.west + (map.east - map.west) * share, map.south + (map.north - map.south) * share],
				})
			}
			return trackers
		})
	} finally {
		await store.close()
	}
}

async function measure(server: Awaited<ReturnType<typeof startDemo>>, trackers: readonly Tracker[]): Promise<Row[]> {
	const cookie = await server.signIn('shift_leader')
	const sent = new Map<string, number>()
	const times: number[] = []
	let measuring = false
	const stop = new AbortController()
	const seen = Array.from({ length: desks }, () =>
		listen(`${server.address}/api/stream?frames=1`, cookie, stop.signal, (unit, at) => {
			const from = sent.get(`${unit} ${at}`)
			if (measuring && from !== undefined) times.push(performance.now() - from)
		}),
	)
	const failed: unknown[] = []
	const drive = async (span: number): Promise<void> => {
		const until = performance.now() + span * 1000
		await Promise.all(
			trackers.map(async (tracker, n) => {
				await new Promise((resolve) => setTimeout(resolve, (n / units) * 1000))
				for (let step = 0; performance.now() < until; step += 1) {
					const from = performance.now()
					const at = new Date().toISOString()
					sent.set(`${tracker.unit} ${at}`, from)
					const answer = await fetch(`${server.address}/positions`, {
						method: 'POST',
						headers: { authorization: `Bearer ${tracker.key}`, 'content-type': 'application/json' },
						body: JSON.stringify({
							fixes: [{ point: [tracker.point[0] + step * 1e-6, tracker.point[1]], at, datum: 'wgs84' }],
						}),
					}).catch((error: unknown) => error)
					if (!(answer instanceof Response) || !answer.ok) failed.push(answer)
					else await answer.arrayBuffer()
					await new Promise((resolve) => setTimeout(resolve, Math.max(0, from + 1000 - performance.now())))
				}
			}),
		)
	}
	await drive(warmUp)
	const before = await memory(server.address)
	measuring = true
	sent.clear()
	await drive(seconds / 2)
	const half = await memory(server.address)
	await drive(seconds / 2)
	const positions = sent.size
	await new Promise((resolve) => setTimeout(resolve, 1_000))
	measuring = false
	const after = await memory(server.address)
	stop.abort()
	await Promise.allSettled(seen)
	if (failed.length > 0) throw new Error(`${failed.length} positions were not taken, first: ${String(failed[0])}`)
	const goal = { name: 'goal', value: 500 }
	return [
		row('desk/positions', 'p95_ms', percentile(times, 0.95), 'ms', goal),
		row('desk/positions', 'p99_ms', percentile(times, 0.99), 'ms', goal),
		row('desk/positions', 'per_s', positions / seconds, 'positions/s', { name: 'goal', value: units }),
		row('desk/positions', 'shown_share', times.length / (positions * desks), 'of 1'),
		row('desk/positions', 'memory_growth_mb', (after - before) / 1e6, 'MB'),
		// The heap of a young server still widens in the first half.
		row('desk/positions', 'memory_growth_second_half_mb', (after - half) / 1e6, 'MB'),
	]
}

/** Hears one stream and tells each position of its frames. */
async function listen(
	url: string,
	cookie: string,
	signal: AbortSignal,
	hear: (unit: string, at: string) => void,
): Promise<void> {
	const response = await fetch(url, { headers: { cookie }, signal })
	if (!response.ok || response.body === null) throw new Error(`the stream was answered ${response.status}`)
	const decoder = new TextDecoder()
	let rest = ''
	for await (const part of response.body) {
		rest += decoder.decode(part, { stream: true })
		const messages = rest.split('\n\n')
		rest = messages.pop() ?? ''
		for (const message of messages) {
			const data = /^event: frame\ndata: (.*)$/.exec(message)?.[1]
			if (data === undefined) continue
			const body = JSON.parse(data) as { readonly units: readonly { readonly id: string; readonly at: string }[] }
			for (const { id, at } of body.units) hear(id, at)
		}
	}
}

/** Resident memory of the server, in bytes. */
async function memory(address: string): Promise<number> {
	const text = await (await fetch(`${address}/metrics`)).text()
	const found = /^seawall_resident_bytes\S* (\S+)$/m.exec(text)?.[1]
	if (found === undefined) throw new Error('the server tells no memory')
	return Number(found)
}
