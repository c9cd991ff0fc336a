import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Store } from '#kernel/db/store.ts'
import { loadProcesses } from '#kernel/matters/api.ts'
import { loadPowers } from '#kernel/powers/powers.ts'
import { growTree, personAt } from '#kernel/powers/tests/people.ts'
import { show } from '#kernel/spine/show.ts'
import { makeSpine } from '#kernel/spine/spine.ts'
import { loadTables } from '#kernel/tables/api.ts'
import { equipDispatch } from '#dispatch'
import { openFeed, takeFix } from '#dispatch/positions.ts'
import { roadsOver } from '#dispatch/town-map.ts'
import { openFresh } from '#tests/database.ts'
import { slices } from '../src/app/slices.ts'
import { readManhattan } from './recommend-graph.ts'
import { percentile, type Row, row } from './row.ts'

/**
 * dispatch/recommend-card: the whole answer as the desk gets it, the view `dispatch.recommend.show` with powers: 2,000
 * units on shift with their crews out of the database, travel times on the roads of Manhattan, ranking with reasons and
 * the coverage left behind. A tenth of the units has moved since the card before.
 */

const units = 2_000
const warm = 200
const incidents = 200
const moved = units / 10
const goals = { p50_ms: null, p95_ms: { name: 'goal', value: 20 }, p99_ms: { name: 'goal', value: 50 } }

const tree = growTree(1, 1, 20)
const county = tree.find((node) => node.tier === 'county' && node.branch === null)
const stations = tree.filter((node) => node.tier === 'station')

const idOf = (kind: string, n: string) => sql.raw(`('${kind}-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`)
const list = (values: readonly (string | null)[], type: string) => sql`${[...values]}::${sql.raw(type)}[]`

async function fill(tx: Tx, places: readonly (readonly [number, number])[]): Promise<void> {
	const lon = list(
		places.map(([x]) => String(x)),
		'float8',
	)
	const lat = list(
		places.map(([, y]) => String(y)),
		'float8',
	)
	const at = list(
		stations.map((node) => node.id),
		'uuid',
	)
	const place = sql.raw(`1 + (n * 7919) % ${places.length}`)
	const statements = [
		sql`set local session_replication_role = replica`,
		sql`insert into identity.agency (id, code, name_en, name_zh, tier, branch, parent_id, bureau_id)
			select * from unnest(${list(
				tree.map((node) => node.id),
				'uuid',
			)}, ${list(
				tree.map((_, n) => `a${n}`),
				'text',
			)},
				${list(
					tree.map((_, n) => `Agency ${n}`),
					'text',
				)}, ${list(
					tree.map((_, n) => `单位${n}`),
					'text',
				)},
				${list(
					tree.map((node) => node.tier),
					'text',
				)}, ${list(
					tree.map((node) => node.branch),
					'text',
				)},
				${list(
					tree.map((node) => node.parent?.id ?? null),
					'uuid',
				)},
				${list(
					tree.map((node) => (node.branch === null ? node.id : (node.parent?.id ?? null))),
					'uuid',
				)})`,
		sql`insert into identity.person (id, account, name_en, name_zh, sworn, agency_id)
			select ${idOf('0a010000', 'n')}, 'crew' || n, 'Crew ' || n, '警员' || n, n % 3 > 0, (${at})[1 + n % 20] from generate_series(1, ${2 * units}::int) n`,
		sql`insert into identity.credential (id, person_id, kind, from_at)
			select gen_random_uuid(), ${idOf('0a010000', 'n')}, k, now() - interval '1 day' from generate_series(1, ${2 * units}::int) n, unnest(array['first_aid', 'armed']) k`,
		sql`insert into identity.crew (id, person_id, unit_id, from_at)
			select gen_random_uuid(), ${idOf('0a010000', 'n')}, ${idOf('0b170000', '1 + n % 2000')}, now() - interval '1 hour' from generate_series(1, ${2 * units}::int) n`,
		// A month of shifts that ended.
		sql`insert into identity.crew (id, person_id, unit_id, from_at, until_at)
			select gen_random_uuid(), ${idOf('0a010000', 'n')}, ${idOf('0b170000', '1 + n % 2000')}, now() - d * interval '1 day', now() - d * interval '1 day' + interval '8 hours'
			from generate_series(1, ${2 * units}::int) n, generate_series(1, 30) d`,
		sql`insert into dispatch.unit (id, agency_id, kind, call_en, call_zh, status, status_at, on_shift)
			select ${idOf('0b170000', 'n')}, (${at})[1 + n % 20], 'patrol', 'U' || n, '单元' || n,
				case when n % 4 = 0 then 'out_of_service' else 'available' end, now(), true from generate_series(1, ${units}::int) n`,
		sql`insert into dispatch.last_position (unit_id, lon, lat, datum, at)
			select ${idOf('0b170000', 'n')}, (${lon})[${place}], (${lat})[${place}], 'wgs84', now() from generate_series(1, ${units}::int) n`,
		sql`insert into dispatch.place (id, words_en, words_zh, lon, lat, datum, verified, at, post_kind, post_id)
			select ${idOf('0c010000', 'n')}, 'Broadway ' || n, '百老汇' || n, (${lon})[${place}], (${lat})[${place}], 'wgs84', true, now(), 'call_taker', 'bench'
			from generate_series(1, ${incidents}::int) n`,
		sql`insert into dispatch.classification (id, incident_id, type, priority, facts, rule, at, post_kind, post_id)
			select ${idOf('0c020000', 'n')}, ${idOf('0c030000', 'n')}, (array['noise', 'theft', 'robbery', 'collision_injury'])[1 + n % 4], 1 + n % 4, '{}', '{}', now(), 'call_taker', 'bench'
			from generate_series(1, ${incidents}::int) n`,
		sql`insert into dispatch.incident (id, number, agency_id, desk_id, received_at, protected, closed, classification_id, place_id, needs, follow_code)
			select ${idOf('0c030000', 'n')}, n::text, (${at})[1 + n % 20], ${county?.id}, now(), false, false, ${idOf('0c020000', 'n')}, ${idOf('0c010000', 'n')}, 1,
				translate(lpad(to_hex(n), 10, '0'), '01abcdef', 'XYABCDEF') from generate_series(1, ${incidents}::int) n`,
		sql`insert into matters.token (id, matter_id, element, arrived_at)
			select gen_random_uuid(), ${idOf('0c030000', 'n')}, 'waiting', now() from generate_series(1, ${incidents}::int) n`,
	]
	for (const one of statements) await one.execute(tx)
}

/** The codes of the twenty stations' areas: strips of the city from south to north with as many points each. */
function strips(points: readonly (readonly [number, number])[]): readonly string[] {
	const order = points.map((_, n) => n).toSorted((a, b) => (points[a]?.[1] ?? 0) - (points[b]?.[1] ?? 0))
	const codes = stations.map((node) => `a${tree.indexOf(node)}`)
	return points.map((_, n) => codes[Math.floor((order.indexOf(n) * codes.length) / points.length)] ?? '')
}

async function measure(store: Store, oracles: string, { name, wanted }: Asked): Promise<Row[]> {
	const city = readManhattan(oracles)
	await store.transact('owner', (tx) => fill(tx, city.places))
	await store.lease('owner', (seat) => seat.wire.script('vacuum analyze'))
	await loadTables(slices)
	await loadProcesses(slices)
	const spine = makeSpine({ store, powers: loadPowers(slices), slices })
	const none = async () => null
	const roads = roadsOver(city.graph)
	const town = {
		version: 'manhattan',
		inside: () => true,
		place: none,
		near: none,
		station: none,
		...roads,
		areas: strips(roads.points),
	}
	equipDispatch({ powers: spine.powers, map: () => town })
	if (county === undefined) throw new Error('the tree has no county')
	const who = { ...personAt(county, { post: 'dispatcher' }, tree), session: 'bench' }
	const ask = async (n: number) => {
		const incident = `0c030000-0000-4000-8000-${(1 + (n % incidents)).toString(16).padStart(12, '0')}`
		const from = performance.now()
		await show(spine, { name: 'dispatch.recommend.show', input: { incident }, who })
		return performance.now() - from
	}
	const unitOf = (n: number) => `0b170000-0000-4000-8000-${(1 + (n % units)).toString(16).padStart(12, '0')}`
	/** Units drive on along the streets: positions come by the feed and live in memory. */
	const drive = (from: number, count: number) => {
		const at = Date.now()
		for (let n = from; n < from + count; n += 1) {
			const [lon, lat] = city.places[(n * 7919 + from) % city.places.length] ?? [0, 0]
			takeFix({ unit: unitOf(n), point: [lon, lat], at, datum: 'wgs84' }, at)
		}
	}
	for (let n = 0; n < units; n += 1) openFeed(unitOf(n), '')
	drive(0, units)
	for (let n = 0; n < warm; n += 1) await ask(n)
	const times: number[] = []
	for (let n = 0; n < incidents; n += 1) {
		drive(n * moved, moved)
		times.push(await ask(n))
	}
	const shares = { p50_ms: 0.5, p95_ms: 0.95, p99_ms: 0.99 } as const
	return (['p50_ms', 'p95_ms', 'p99_ms'] as const).map((metric) =>
		row(name, metric, percentile(times, shares[metric]), 'ms', wanted[metric]),
	)
}

/** Rows dispatch/recommend-card/p50_ms, p95_ms, p99_ms. Needs SEAWALL_ORACLES; on PostgreSQL when SEAWALL_TEST_DATABASE_URL is set. */
export function run(): Promise<Row[]> {
	return cards({ name: 'dispatch/recommend-card', wanted: goals })
}

type Goal = { readonly name: string; readonly value: number } | null
type Asked = { readonly name: string; readonly wanted: Readonly<Record<'p50_ms' | 'p95_ms' | 'p99_ms', Goal>> }

/** The same under another name and other goals. */
export async function cards(asked: Asked): Promise<Row[]> {
	const oracles = process.env['SEAWALL_ORACLES']
	if (oracles === undefined)
		throw new Error('dispatch/recommend-card needs SEAWALL_ORACLES: the graph of Manhattan is not ours to ship')
	const store = await openFresh()
	try {
		return await measure(store, oracles, asked)
	} finally {
		await store.close()
	}
}

if (process.argv[1] === import.meta.filename) for (const line of await run()) console.log(JSON.stringify(line))
