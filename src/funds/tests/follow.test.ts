import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { tellDiffering } from '../start.ts'
import { type Differing, follow, useFollower } from '../store/follow.ts'
import { traceBySql, type TraceAnswer, type TraceQuery } from '../store/trace-sql.ts'
import { openTracer } from '../tracer/open.ts'
import { openStage, type Stage } from './report-stage.ts'

let stage: Stage
let report = ''
let query: TraceQuery

/** A report with one transfer from one account to another. */
beforeAll(async () => {
	stage = await openStage()
	report = (await stage.report()).report
	query = await stage.own(async (tx) => {
		await sql`insert into funds.account (id, kind, bank, number, currency)
			select gen_random_uuid(), 'bank_account', 'follow', n::text, 'CNY' from generate_series(1, 2) n`.execute(tx)
		const { rows } = await sql<{
			node: number
		}>`select node from funds.account where bank = 'follow' order by node`.execute(tx)
		const [from, to] = rows.map(({ node }) => node)
		await sql`insert into funds.transfer (matter_id, from_node, to_node, amount_minor, currency, at)
			values (${report}, ${from}, ${to}, 500, 'CNY', now())`.execute(tx)
		return {
			starts: [{ node: from ?? 0, at: new Date(0) }],
			direction: 'forward',
			hops: 2,
			after: null,
			before: null,
			leastMinor: 1,
			perHop: 5,
			first: 'nearest',
			matters: [report],
			currency: null,
		}
	})
}, 120_000)
afterEach(() => useFollower(null))
afterAll(() => stage?.close())

const followed = (): Promise<TraceAnswer> => stage.store.transact('seawall_app', (tx) => follow(tx, query))
const lies = { ready: true, trace: async (): Promise<TraceAnswer> => ({ rows: [], cuts: [] }) }

test('F216 what the tracer says of the record is what SQL says, and nothing is told', async () => {
	const wanted = await stage.store.transact('seawall_app', (tx) => traceBySql(tx, query))
	expect(wanted.rows).toHaveLength(1)
	const tracer = await openTracer(stage.store, (fault) => {
		throw fault
	})
	const told: Differing[] = []
	useFollower({ tracer, every: 1, differed: (found) => told.push(found) })
	try {
		expect(await followed()).toEqual(wanted)
		expect(told).toEqual([])
	} finally {
		await tracer.close()
	}
	// One that is closed answers no more: SQL does.
	expect(await followed()).toEqual(wanted)
}, 60_000)

test('F216 a wrong answer is put right, entered in the ledger and heard; of answers between samples none is recomputed', async () => {
	const told: Differing[] = []
	useFollower({ tracer: lies, every: 2, differed: (found) => told.push(found) })
	expect((await followed()).rows).toHaveLength(1)
	expect((await followed()).rows).toHaveLength(0)
	expect(told).toHaveLength(1)
	for (const found of told) await tellDiffering(stage.spine, found)
	const { rows } = await sql<{ topic: string; about: string; body: string }>`
		select topic, resource_id as about, body from kernel.outbox where topic = 'funds.tracer.differed'`.execute(
		stage.store.db,
	)
	expect(rows.map(({ topic, about, body }) => ({ topic, about, body: JSON.parse(body) }))).toEqual([
		{
			topic: 'funds.tracer.differed',
			about: report,
			body: { report, direction: 'forward', hops: 2, byDatabase: 1, byTracer: 0 },
		},
	])
	const lines = await sql<{ lines: number }>`select count(distinct leaf_hash)::int as lines from ledger.opening
		where value like '%funds.tracer.differ%'`.execute(stage.store.db)
	expect(lines.rows).toEqual([{ lines: 1 }])
}, 60_000)

test('F230 nobody but the system enters it', async () => {
	const { differTracer } = await import('../contract.ts')
	const input = { report, direction: 'forward', hops: 2, byDatabase: 1, byTracer: 0 } as const
	await expect(stage.act(differTracer, stage.investigator, input)).rejects.toMatchObject({ code: 'not_permitted' })
})
