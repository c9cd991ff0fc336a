import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#kernel/db/store.ts'
import { seeded } from '#kernel/seeded.ts'
import { openFresh } from '#tests/database.ts'
import { traceBySql, type TraceQuery } from '../store/trace-sql.ts'
import { openTracer, type Tracer } from '../tracer/open.ts'
import { heardOf } from '../tracer/heard.ts'
import { bytesPerTransfer, adjacencyOf } from '../tracer/adjacency.ts'
import { Rows } from '../tracer/rows.ts'
import { minute, openBook } from './money.ts'

let store: Store
let tracer: Tracer
let reports: readonly string[] = []
const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
let nodes: readonly number[] = []

const fault = (error: unknown): void => {
	throw error
}

/** Writes transfers at random into both reports; what both already hold is not touched. */
async function move(count: number, seed: number): Promise<void> {
	const random = seeded(seed)
	const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
	const rows = Array.from({ length: count }, () => ({
		m: pick(reports),
		f: pick(nodes),
		t: pick(nodes),
		// One in ten is more than 32 bits hold.
		a: random() < 0.1 ? 5_000_000_000 + Math.floor(random() * 1_000) : 1 + Math.floor(random() * 9),
		c: random() < 0.8 ? 'CNY' : 'USD',
		// Minutes and fractions of a millisecond: many moments are shared.
		s: Math.floor(random() * 60) * 60 + (random() < 0.2 ? 0.000_25 : 0),
	}))
	await store.transact('owner', (tx) =>
		sql`insert into funds.transfer (matter_id, from_node, to_node, amount_minor, currency, at)
			select m, f, t, a, c, ${minute(0)}::timestamptz + s * interval '1 second'
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (m uuid, f int, t int, a bigint, c text, s float8)`.execute(
			tx,
		),
	)
}

/** The same questions for both. */
function questions(count: number, seed: number): readonly TraceQuery[] {
	const random = seeded(seed)
	const whole = (most: number) => Math.floor(random() * most)
	return Array.from({ length: count }, (): TraceQuery => {
		const forward = random() < 0.5
		return {
			starts: Array.from({ length: 1 + whole(2) }, () => ({
				node: nodes[whole(nodes.length)] ?? 0,
				at: minute(forward ? whole(40) - 2 : 20 + whole(42)),
			})),
			direction: forward ? 'forward' : 'backward',
			hops: 1 + whole(8),
			after: random() < 0.4 ? minute(whole(20)) : null,
			before: random() < 0.4 ? minute(40 + whole(20)) : null,
			leastMinor: [0, 1, 4, 5_000_000_500][whole(4)] ?? 1,
			perHop: 1 + whole(8),
			first: random() < 0.5 ? 'nearest' : 'farthest',
			matters: random() < 0.3 ? [reports[whole(2)] ?? ''] : null,
			currency: random() < 0.3 ? 'CNY' : null,
		}
	})
}

/** Asks both and compares; gives how many rows and cuts there were. */
async function alike(count: number, seed: number): Promise<{ rows: number; cuts: number }> {
	const seen = { rows: 0, cuts: 0 }
	for (const query of questions(count, seed)) {
		const wanted = await store.transact('seawall_app', (tx) => traceBySql(tx, query))
		const found = await tracer.trace(query)
		expect(found.rows).toEqual(wanted.rows)
		expect(found.cuts).toEqual(wanted.cuts.toSorted((a, b) => a.node - b.node))
		seen.rows += found.rows.length
		seen.cuts += found.cuts.length
	}
	return seen
}

/** Waits until the tracer knows the newest transfer; a told one comes by itself. */
async function heard(): Promise<void> {
	const { rows } = await sql<{ id: number; node: number; at: Date }>`
		select id, from_node as node, at from funds.transfer order by id desc limit 1`.execute(store.db)
	const last = rows[0]
	await expect
		.poll(
			async () => {
				if (last === undefined) return false
				const query = { ...plain, starts: [{ node: last.node, at: new Date(last.at.getTime() - 1) }] }
				return (await tracer.trace(query)).rows.some(({ id }) => id === last.id)
			},
			{ timeout: 20_000, interval: 5 },
		)
		.toBe(true)
}

const plain: TraceQuery = {
	starts: [],
	direction: 'forward',
	hops: 1,
	after: null,
	before: null,
	leastMinor: 1,
	perHop: 10_000,
	first: 'nearest',
	matters: null,
	currency: null,
}

beforeAll(async () => {
	store = await openFresh()
	await store.transact('owner', async (tx) => {
		const book = await openBook(tx)
		reports = [await book.report(), await book.report()]
		const found: number[] = []
		for (const letter of letters) found.push((await book.account(letter)).node)
		nodes = found
	})
	await move(150, 1)
	tracer = await openTracer(store, fault)
}, 120_000)
afterAll(async () => {
	await tracer?.close()
	await store?.close()
})

test('F210 F212 F213 the tracer answers as SQL does: rows, hops and what is left out, over what it read', async () => {
	expect(tracer.read.transfers).toBe(150)
	const seen = await alike(120, 2)
	expect(seen.rows).toBeGreaterThan(1_000)
	expect(seen.cuts).toBeGreaterThan(50)
}, 60_000)

test('F211 a transfer that is committed is followed without being asked for, also one that is earlier than others', async () => {
	await move(120, 3)
	await heard()
	const seen = await alike(120, 4)
	expect(seen.rows).toBeGreaterThan(1_000)
}, 60_000)

test.skipIf(process.env['SEAWALL_TEST_DATABASE_URL'] === undefined)(
	'F211 a connection that is lost is opened again, and what was told to nobody meanwhile is read',
	async () => {
		const thread = tracer.thread
		const { rows } = await store.transact('owner', (tx) =>
			sql<{ gone: boolean }>`select pg_terminate_backend(pid) as gone from pg_stat_activity
				where datname = current_database() and query like 'listen%seawall_funds_transfer%'`.execute(tx),
		)
		expect(rows).toEqual([{ gone: true }])
		await move(5, 31)
		await heard()
		expect(tracer.thread).not.toBe(thread)
		await move(5, 32)
		await heard()
		await alike(30, 33)
	},
	60_000,
)

test('F214 a transfer that is deleted is in no answer, whether it was read or told', async () => {
	const { rows } = await sql<{ first: number; last: number }>`
		select min(id) as first, max(id) as last from funds.transfer`.execute(store.db)
	const gone = [(rows[0]?.first ?? 0) + 3, (rows[0]?.first ?? 0) + 7, (rows[0]?.last ?? 0) - 5]
	await store.transact('owner', (tx) =>
		sql`delete from funds.transfer where id = any(${`{${gone.join(',')}}`}::bigint[])`.execute(tx),
	)
	await move(1, 5)
	await heard()
	await alike(100, 6)
}, 60_000)

test('F215 a thread that died is begun anew with the next question; reading again changes no answer', async () => {
	const before = tracer.thread
	// What no transfer looks like ends the thread.
	tracer.append(JSON.parse('[null]'))
	await expect.poll(() => tracer.ready).toBe(false)
	await alike(30, 7)
	const again = tracer.thread
	expect(again).not.toBe(before)
	await tracer.rebuild()
	expect(tracer.thread).not.toBe(again)
	await alike(30, 7)
	await move(6_000, 8)
	await expect.poll(() => tracer.read.transfers, { timeout: 20_000 }).toBeGreaterThan(6_000)
	await alike(3, 9)
}, 60_000)

test('F211 a notification that cannot be read counts as many', () => {
	expect(heardOf('+1,2,3,400,CNY,1700000000000000,m')).toMatchObject({ is: 'came', transfers: [{ id: 1, minor: 400 }] })
	for (const odd of ['', '*', '+1,2', '?1,2,3,4,CNY,5,m']) expect(heardOf(odd)).toEqual({ is: 'many' })
})

test('F210 a transfer costs at most 20 bytes a direction', () => {
	const rows = new Rows()
	const random = seeded(3)
	const group = rows.groups.indexOf('m', 'CNY')
	for (let id = 1; id <= 50_000; id += 1)
		rows.add(id, group, Math.floor(random() * 5_000), Math.floor(random() * 5_000), 1 + id, Math.floor(random() * 1e12))
	expect(bytesPerTransfer(adjacencyOf(rows.whole(), rows.groups))).toBeLessThanOrEqual(20)
})
