import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEmbedded } from '#app/embedded/client.ts'
import { type Engine, type EngineEvents, openEngine } from '#app/engine.ts'
import { makeServer } from '#app/server.ts'
import { signInTo } from '../bench/demo-server.ts'
import { urlOf } from './database.ts'
import { type Metric, parsePrometheus, type Sample } from './prometheus.ts'

/** Both doors of the real engine: in a thread of its own with the embedded database, and in this process (over PostgreSQL when the tests have one). */

const data = mkdtempSync(join(tmpdir(), 'seawall-metrics-'))
const server = process.env['SEAWALL_TEST_DATABASE_URL']
const database = `seawall_test_metrics_${process.pid}`
const replay = process.env['SEAWALL_REPLAY']

async function asAdmin(statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: server })
	await client.connect()
	await client.query(statement)
	await client.end()
}

beforeAll(async () => {
	// Without the demo's month of incidents, a start takes a third of the time.
	process.env['SEAWALL_REPLAY'] = 'off'
	if (server !== undefined) await asAdmin(`create database ${database}`)
})
afterAll(async () => {
	if (replay === undefined) delete process.env['SEAWALL_REPLAY']
	else process.env['SEAWALL_REPLAY'] = replay
	if (server !== undefined) await asAdmin(`drop database if exists ${database} with (force)`)
	rmSync(data, { recursive: true, force: true })
})

const doors = [
	[
		'the embedded engine, in a thread of its own',
		(events: EngineEvents) => openEmbedded({ data, databaseUrl: null, port: 0 }, events),
	],
	[
		'the engine in this process',
		(events: EngineEvents) =>
			openEngine({ data, databaseUrl: server === undefined ? null : urlOf(server, database), port: 0 }, events),
	],
] as const

describe.each(doors)('%s', (_, open) => {
	let engine: Engine
	let address: string
	let close: () => Promise<void>

	beforeAll(async () => {
		let poke: (newest: number) => void = () => {}
		engine = await open({ onProgress: () => {}, onNumbered: (newest) => poke(newest) })
		const made = await makeServer({ doors: engine.doors, web: null, data, behindProxy: false })
		poke = made.poke
		address = await made.app.listen({ port: 0, host: '127.0.0.1' })
		close = () => made.app.close()
	}, 120_000)
	afterAll(async () => {
		await close?.()
		await engine?.close()
	})

	const read = async (): Promise<ReadonlyMap<string, Metric>> => {
		const answer = await fetch(`${address}/metrics`)
		expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
		return parsePrometheus(await answer.text())
	}
	const samples = async (name: string): Promise<readonly Sample[]> => (await read()).get(name)?.samples.get(name) ?? []
	const gauge = async (name: string): Promise<number | undefined> => (await samples(name))[0]?.value
	const asked = async (labels: Record<string, string>): Promise<number> =>
		(await samples('seawall_asked_total')).find((one) =>
			Object.entries(labels).every(([label, its]) => one.labels[label] === its),
		)?.value ?? 0

	const act = async (name: string, input: object, cookie = ''): Promise<number> => {
		const answer = await fetch(`${address}/api/acts/${name}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), cookie },
			body: JSON.stringify({ input }),
		})
		return answer.status
	}

	test('H11 metrics count acts and refusals, and name nobody', async () => {
		const cookie = await signInTo(address, 'dispatcher')
		expect(await asked({ kind: 'act', name: 'identity.session.open', outcome: 'done' })).toBe(1)
		expect(await act('identity.session.lock', {})).toBe(401)
		expect(await act('identity.session.lock', { what: 1 }, cookie)).toBe(400)
		expect(await act('no.such.act', {}, cookie)).toBe(404)
		expect(await asked({ kind: 'act', name: 'identity.session.lock', outcome: 'not_signed_in' })).toBe(1)
		expect(await asked({ kind: 'act', name: 'identity.session.lock', outcome: 'invalid' })).toBe(1)
		expect(await asked({ kind: 'act', name: 'unknown', outcome: 'not_found' })).toBe(1)
		const seconds = (await read()).get('seawall_asked_seconds')
		expect(
			seconds?.samples.get('seawall_asked_seconds_count')?.find((one) => one.labels['kind'] === 'act')?.value,
		).toBe(4)
		const text = await (await fetch(`${address}/metrics`)).text()
		expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|dispatcher/)
	})

	test('H11 metrics show the newest number and how far sequencer and streams are behind', async () => {
		const cookie = await signInTo(address, 'dispatcher')
		expect(await gauge('seawall_streams_open')).toBe(0)
		const stop = new AbortController()
		const stream = await fetch(`${address}/api/stream`, { headers: { cookie }, signal: stop.signal })
		expect(stream.status).toBe(200)
		expect(await gauge('seawall_streams_open')).toBe(1)
		await expect.poll(() => gauge('seawall_ledger_waiting_lines'), { timeout: 10_000 }).toBe(0)
		const before = (await gauge('seawall_ledger_newest_entry')) ?? -2
		expect(before).toBeGreaterThanOrEqual(0)
		expect(await act('identity.session.switch', { locale: 'en' }, cookie)).toBe(200)
		await expect.poll(() => gauge('seawall_ledger_newest_entry'), { timeout: 10_000 }).toBeGreaterThan(before)
		await expect.poll(() => gauge('seawall_ledger_lag_seconds'), { timeout: 10_000 }).toBe(0)
		await expect.poll(() => gauge('seawall_stream_lag_seconds'), { timeout: 10_000 }).toBe(0)
		stop.abort()
		await expect.poll(() => gauge('seawall_streams_open'), { timeout: 10_000 }).toBe(0)
	})
})

test.each([
	'# TYPE a gauge\na 1',
	'# HELP a x\n# TYPE a gauge\na 1\na 2\n',
	'# TYPE a gauge\n# TYPE b gauge\nb 1\na 1\n',
	'# TYPE a gauge\na{x="1"y="2"} 1\n',
	'# TYPE a gauge\na one\n',
	'# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
])('H11 what is no Prometheus text is found: %j', (text) => {
	expect(() => parsePrometheus(text)).toThrow()
})
