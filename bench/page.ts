import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Store } from '#kernel/db/store.ts'
import { loadPowers } from '#kernel/powers/powers.ts'
import { growTree, type Node, personAt, unitId } from '#kernel/powers/tests/people.ts'
import { show } from '#kernel/spine/show.ts'
import { makeSpine, type Spine } from '#kernel/spine/spine.ts'
import type { Who } from '#kernel/who.ts'
import { equipDispatch } from '#dispatch'
import { openFresh } from '#tests/database.ts'
import { slices } from '../src/app/slices.ts'
import { percentile, type Row, row } from './row.ts'

/**
 * acts/page-1m: one page of 50 of the list of incidents as people get it: the view `dispatch.incident.list` with the
 * shipped policies, out of 1,000,000 incidents in dispatch's own migrated tables on PostgreSQL, 8 clients at once. The rows
 * are generated. Every case is a row of its own, and the worst is one more.
 */

const incidents = 1_000_000
const clients = 8
const goals = { p50_ms: { name: 'goal', value: 10 }, p99_ms: { name: 'goal', value: 50 } }

const tree = growTree(5, 8, 10)
const stations = tree.filter((node) => node.tier === 'station')
const counties = tree.filter((node) => node.tier === 'county' && node.branch === null)
const cities = tree.filter((node) => node.tier === 'city')
/** All rows of this county are old: its page lies behind those of everyone else. */
const oldCounty = counties[3]

const uuids = (nodes: readonly Node[]) => sql`array[${sql.join(nodes.map((node) => node.id))}]::uuid[]`
const unit = (from: RawBuilder<unknown>) => sql`('0b170000-0000-4000-8000-' || lpad(to_hex(${from}), 12, '0'))::uuid`

/** Rows of 1,000 days, those of the old county of the first 100; one in fifty still open. Triggers and keys are off. */
async function fill(tx: Tx): Promise<void> {
	const statements = [
		sql`set local session_replication_role = replica`,
		sql`insert into identity.agency (id, code, name_en, name_zh, tier, branch, parent_id, bureau_id)
			select * from unnest(${uuids(tree)}, array[${sql.join(tree.map((_, n) => `a${n}`))}]::text[],
				array[${sql.join(tree.map((_, n) => `Agency ${n}`))}]::text[], array[${sql.join(tree.map((_, n) => `单位${n}`))}]::text[],
				array[${sql.join(tree.map((node) => node.tier))}]::text[], array[${sql.join(tree.map((node) => node.branch))}]::text[],
				array[${sql.join(tree.map((node) => node.parent?.id ?? null))}]::uuid[],
				array[${sql.join(tree.map((node) => (node.branch === null ? node.id : (node.parent?.id ?? null))))}]::uuid[])`,
		sql`create temporary table born on commit drop as
			select n, gen_random_uuid() as id, gen_random_uuid() as other, s.station, s.county,
				to_timestamp(1.7e9 + random() * case when s.county = ${oldCounty?.id} then 8.64e6 else 8.64e7 end) as at,
				random() >= 0.02 as closed
			from generate_series(1, ${incidents}::int) n
			join unnest(${uuids(stations)}, array[${sql.join(stations.map((s) => s.parent?.id ?? null))}]::uuid[])
				with ordinality s (station, county, place) on s.place = 1 + n % ${stations.length}`,
		sql`insert into dispatch.place (id, words_en, words_zh, lon, lat, datum, verified, at, post_kind, post_id)
			select other, 'Quay Road ' || n, '码头路' || n, 121 + random(), 29 + random(), 'wgs84', true, at, 'call_taker', 'bench' from born`,
		sql`insert into dispatch.classification (id, incident_id, type, priority, facts, rule, at, post_kind, post_id)
			select other, id, 'noise', 1 + n % 5, '{}', '{}', at, 'call_taker', 'bench' from born`,
		sql`insert into dispatch.incident (id, number, agency_id, desk_id, received_at, protected, closed, classification_id, place_id, needs, follow_code)
			select id, n::text, station, county, at, n % 50 = 0, closed, other, other, 1, translate(lpad(to_hex(n), 10, '0'), '01abcdef', 'XYABCDEF') from born`,
		sql`insert into dispatch.call (id, number, agency_id, line, rang_at, incident_id, settled)
			select other, n::text, county, '1', at, id, true from born`,
		sql`insert into dispatch.story (id, incident_id, call_id, at, act, post_kind, post_id, text)
			select gen_random_uuid(), id, other, at, 'dispatch.call.save-detail', 'call_taker', 'bench', 'Loud music on the quay' from born`,
		sql`insert into matters.token (id, matter_id, element, arrived_at, ended_at)
			select gen_random_uuid(), id, case when closed then 'closed' when n % 2 = 0 then 'waiting' else 'in_progress' end, at, case when closed then at end from born`,
		sql`insert into matters.timer (id, matter_id, kind, set_at, due_at, target_seconds, rule)
			select gen_random_uuid(), id, 'close', at, at + interval '1 day', 86400, 'bench' from born where not closed`,
		sql`insert into dispatch.unit (id, agency_id, kind, call_en, call_zh, status_at)
			select ${unit(sql`n`)}, (${uuids(stations)})[1 + n % ${stations.length}], 'patrol', 'U' || n, '单元' || n, now() from generate_series(1, 3000) n`,
		sql`insert into dispatch.assignment (id, incident_id, unit_id, unit_agency_id, dispatched_at, cleared_at, post_kind, post_id, received_at)
			select gen_random_uuid(), id, ${unit(sql`1000 + (random() * 1999)::int`)}, case when n % 8 = 0 then (${uuids(stations)})[1 + (random() * 399)::int] else station end,
				at, case when closed then at end, 'dispatcher', 'bench', at from born`,
		sql`insert into dispatch.assignment (id, incident_id, unit_id, unit_agency_id, dispatched_at, cleared_at, post_kind, post_id, received_at)
			select gen_random_uuid(), id, ${unitId(1)}, station, at, at, 'dispatcher', 'bench', at from born where n % 25000 = 0`,
		sql`insert into dispatch.hand_up (incident_id, agency_id, reason, at, received_at)
			select id, (${uuids(cities)})[1 + n % 5], 'bench', at, at from born where n % 500 < 1
			union all select id, ${tree[0]?.id}::uuid, 'bench', at, at from born where n % 5000 = 1`,
	]
	for (const one of statements) await one.execute(tx)
}

/** Who asks. Names are those of the rows printed. */
function cases(): Readonly<Record<string, Who>> {
	const at = (node: Node | undefined, traits: Parameters<typeof personAt>[1]): Who => {
		if (node === undefined) throw new Error('the tree is too small')
		return { ...personAt(node, traits, tree), session: 'bench' }
	}
	return {
		province: at(tree[0], { post: 'commander' }),
		city: at(cities[0], { post: 'commander' }),
		county: at(counties[0], { post: 'dispatcher' }),
		station: at(stations[0], { post: 'station_chief' }),
		'only-assigned': at(counties[0], { post: 'officer', unit: unitId(1) }),
		// A whole bureau has no incident of its own here: asked in full, answered with nothing.
		'sees-nothing': at(counties[0], { post: 'investigator' }),
		'all-rows-old': at(oldCounty, { post: 'dispatcher' }),
	}
}

/** Times (ms) of `seconds` of pages by 8 clients, and how many rows a page had. */
async function timed(spine: Spine, who: Who, seconds: number): Promise<{ times: number[]; rows: number }> {
	const times: number[] = []
	let rows = 0
	const until = performance.now() + seconds * 1000
	const client = async () => {
		while (performance.now() < until) {
			const from = performance.now()
			const answer = await show(spine, { name: 'dispatch.incident.list', input: { limit: 50 }, who })
			times.push(performance.now() - from)
			if (rows === 0) rows = [...JSON.stringify(answer.output).matchAll(/"receivedAt"/g)].length
		}
	}
	await Promise.all(Array.from({ length: clients }, client))
	return { times, rows }
}

async function* measure(store: Store, seconds: number): AsyncIterable<Row> {
	await store.transact('owner', fill)
	// What autovacuum and the checkpointer do within minutes of a fill.
	await store.lease('owner', async ({ wire }) => {
		await wire.script('vacuum analyze')
		await wire.script('checkpoint')
	})
	const spine = makeSpine({ store, powers: loadPowers(slices), slices })
	equipDispatch({ powers: spine.powers, map: () => null })
	const worst = { p50_ms: 0, p99_ms: 0 }
	for (const [name, who] of Object.entries(cases())) {
		await timed(spine, who, 0.5)
		const { times, rows } = await timed(spine, who, seconds)
		console.error(`${name}: ${rows} rows a page, ${times.length} pages`)
		for (const [metric, share] of [
			['p50_ms', 0.5],
			['p99_ms', 0.99],
		] as const) {
			const value = percentile(times, share)
			worst[metric] = Math.max(worst[metric], value)
			yield row(`acts/page-1m-${name}`, metric, value, 'ms', goals[metric])
		}
	}
	yield row('acts/page-1m', 'p50_ms', worst.p50_ms, 'ms', goals.p50_ms)
	yield row('acts/page-1m', 'p99_ms', worst.p99_ms, 'ms', goals.p99_ms)
}

/** The rows acts/page-1m. Needs SEAWALL_TEST_DATABASE_URL: a PostgreSQL server on which it makes and drops a database. */
export async function* run(): AsyncIterable<Row> {
	if (process.env['SEAWALL_TEST_DATABASE_URL'] === undefined)
		throw new Error('set SEAWALL_TEST_DATABASE_URL to a PostgreSQL server this bench may make a database on')
	const store = await openFresh()
	try {
		yield* measure(store, 4)
	} finally {
		await store.close()
	}
}

if (process.argv[1] === import.meta.filename) for await (const line of run()) console.log(JSON.stringify(line))
