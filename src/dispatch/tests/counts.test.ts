import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#kernel/ids.ts'
import { classifyIncident, incidentType, placeIncident, showCounts } from '../contract.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 180_000)
afterAll(() => stage?.close())

type Line = { agency: string; week: string; type: string; n: number }

/** Each count as it stands in the roll-up, and as it is when every incident is counted by what it is measured by (D226). */
async function both(): Promise<{ kept: readonly Line[]; full: readonly Line[] }> {
	const kept = await sql<Line>`select agency_id as agency, week::text as week, type, n from dispatch.week_count
		where n > 0 order by 1, 2, 3`.execute(stage.store.db)
	const full = await sql<Line>`
		select i.agency_id as agency, to_char(date_trunc('week', i.received_at at time zone 'Asia/Shanghai'), 'YYYY-MM-DD') as week,
			c.type, count(*)::int as n
		from dispatch.incident i join dispatch.classification c on c.id = coalesce(i.measured_id, i.classification_id)
		group by 1, 2, 3 order by 1, 2, 3`.execute(stage.store.db)
	return { kept: kept.rows, full: full.rows }
}

/** Copies of an incident, received in the weeks before. */
async function copy(incident: string, daysAgo: readonly number[]) {
	await stage.store.transact('owner', async (tx) => {
		await sql`with d as (select gen_random_uuid() as id, gen_random_uuid() as class, n, days
				from unnest(${daysAgo}::int[]) with ordinality as d (days, n)),
			m as (insert into matters.matter select (jsonb_populate_record(m, jsonb_build_object('id', d.id))).*
				from d, matters.matter m where m.id = ${incident}),
			t as (insert into matters.token select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'matter_id', d.id))).*
				from d, matters.token t where t.matter_id = ${incident}),
			c as (insert into dispatch.classification select (jsonb_populate_record(c, jsonb_build_object('id', d.class, 'incident_id', d.id))).*
				from d, dispatch.incident i join dispatch.classification c on c.id = i.classification_id where i.id = ${incident})
			insert into dispatch.incident select (jsonb_populate_record(i, jsonb_build_object('id', d.id, 'classification_id', d.class,
				'number', i.number || '-' || d.days || '-' || d.n || '-' || left(d.id::text, 8),
				'received_at', i.received_at - make_interval(days => d.days, hours => (d.n % 24)::int),
				'follow_code', translate(upper(left(replace(d.id::text, '-', ''), 10)), '01', 'XY')))).*
			from d, dispatch.incident i where i.id = ${incident}`.execute(tx)
	})
}

test('D31 the roll-up equals a full count through openings, new types, other places and past weeks', async () => {
	const opened = await stage.incident('noise')
	const version = new Map([[opened.incident, opened.version]])
	const stations = ['xigang-old-town', 'xigang-quayside', 'xigang-northgate']
	const step = fc.oneof(
		fc.record({ do: fc.constant('open' as const), type: fc.constantFrom('theft', 'domestic', 'collision_damage') }),
		fc.record({ do: fc.constant('classify' as const), type: fc.constantFrom(...incidentType.options), of: fc.nat() }),
		fc.record({ do: fc.constant('place' as const), station: fc.constantFrom(...stations), of: fc.nat() }),
		fc.record({ do: fc.constant('past' as const), days: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 30 }) }),
	)
	const anyOf = (n: number) => [...version.keys()][n % version.size] ?? opened.incident
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
			for (const one of steps) {
				if (one.do === 'open') {
					const made = await stage.incident(incidentType.parse(one.type), stage.address(stations[version.size % 3]))
					version.set(made.incident, made.version)
				} else if (one.do === 'past') await copy(opened.incident, one.days)
				else {
					const incident = anyOf(one.of)
					const known = version.get(incident) ?? 0
					const done =
						one.do === 'classify'
							? await stage.act(classifyIncident, stage.desk, { incident, version: known, type: one.type })
							: await stage.act(placeIncident, stage.desk, {
									incident,
									version: known,
									place: { words: 'as said', address: stage.address(one.station).id },
								})
					version.set(incident, done.version)
				}
			}
			const { kept, full } = await both()
			expect(kept).toEqual(full)
		}),
		{ numRuns: 8, endOnFailure: true },
	)
	const shown = await stage.look(showCounts, stage.desk, {})
	const { full } = await both()
	const since = shown.weeks[0]?.from ?? ''
	const monday = new Date(Date.parse(since) + 8 * 3_600_000).toISOString().slice(0, 10)
	expect(shown.weeks).toHaveLength(4)
	expect(shown.rows.reduce((sum, row) => sum + row.count, 0)).toBe(
		full.filter((line) => line.week >= monday).reduce((sum, line) => sum + line.n, 0),
	)
}, 120_000)

test('D31 many incidents of one statement are counted together; one without its classification stops them all', async () => {
	const { incident } = await stage.incident('theft')
	await copy(
		incident,
		Array.from({ length: 200 }, (_, n) => n % 40),
	)
	const { kept, full } = await both()
	expect(kept).toEqual(full)
	expect(full.reduce((sum, line) => sum + line.n, 0)).toBeGreaterThan(200)
	const id = newId()
	const alone = stage.store.transact('owner', async (tx) => {
		await sql`insert into matters.matter select (jsonb_populate_record(m, jsonb_build_object('id', ${id}::uuid))).*
			from matters.matter m where m.id = ${incident}`.execute(tx)
		await sql`insert into dispatch.incident select (jsonb_populate_record(i, jsonb_build_object('id', ${id}::uuid,
				'number', i.number || '-x', 'classification_id', gen_random_uuid(), 'follow_code', 'ZZZZZZZZZZ'))).*
			from dispatch.incident i where i.id = ${incident}`.execute(tx)
	})
	await expect(alone).rejects.toThrow(/is written before its classification/)
	expect((await both()).kept).toEqual(full)
}, 60_000)

test('D31 the application cannot write a count', async () => {
	const written = stage.store.transact('seawall_app', (tx) => sql`update dispatch.week_count set n = 0`.execute(tx))
	await expect(written).rejects.toThrow(/permission denied/)
})
