import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { resource } from '#kernel/contract/declare.ts'
import { openPostgres, prepareLogins } from '#kernel/db/postgres.ts'
import type { Store } from '#kernel/db/store.ts'
import type { Filter } from '#kernel/powers/filter.ts'
import { pageOf } from '#kernel/powers/page.ts'
import { readPolicies } from '#kernel/powers/policy.ts'
import { buildPowers } from '#kernel/powers/powers.ts'
import { vocabularyOf } from '#kernel/powers/schema.ts'
import { growTree, type Node, personAt, unitId } from '#kernel/powers/tests/people.ts'
import type { Who } from '#kernel/who.ts'
import { percentile, type Row, row } from './row.ts'

/**
 * powers/page-model-1m: what power costs on a page, on a model of dispatch: tables and rules of this file's own that are
 * like dispatch's but fewer. One page of 50 out of 1,000,000 rows in PostgreSQL, no total, 8 clients. The peer is the same
 * page with no filter at all. The list that people use is measured in page.ts.
 */

const rows = 1_000_000
const clients = 8
const columns = ['id', 'agency_id', 'desk_id', 'received_at', 'priority', 'closed']

const carries = { received_at: 'received_at' } as const

const incident = resource({
	type: 'Incident',
	table: 'page.incident',
	id: 'id',
	see: 'page.incident.see',
	attributes: {
		agency: { is: 'Agency', column: 'agency_id' },
		desk: { is: 'Agency', column: 'desk_id' },
		protected: { is: 'Bool', column: 'protected' },
		closed: { is: 'Bool', column: 'closed' },
		units: { is: 'Set<String>', table: 'page.assignment', key: 'incident_id', column: 'unit_id', carries },
		sent: { is: 'Set<Agency>', table: 'page.assignment', key: 'incident_id', column: 'unit_agency_id', carries },
		handed: { is: 'Set<Agency>', table: 'page.hand_up', key: 'incident_id', column: 'agency_id', carries },
	},
})

const basis = '@basis_en("Bench") @basis_zh("测试")'
const head = 'principal, action == Action::"page.incident.see", resource is Incident'
/** Rules like dispatch's: by agency, by unit, by units sent, by hand-up; a protected address shuts out who is not on it. */
const policies = `
@id("X1") ${basis} permit(${head}) when { ["dispatcher", "commander", "shift_leader"].contains(principal.post) && resource.agency in principal.bureau };
@id("X2") ${basis} permit(${head}) when { principal.post == "officer" && resource.units.contains(principal.unit) };
@id("X3") ${basis} permit(${head}) when { principal.post == "station_chief" && resource.agency in principal.agency };
@id("X4") ${basis} permit(${head}) when { principal.post == "station_chief" && resource.sent.contains(principal.agency) };
@id("X5") ${basis} permit(${head}) when { ["commander", "shift_leader"].contains(principal.post) && principal.bureau in resource.handed };
@id("X6") ${basis} forbid(${head}) when { resource.protected && principal.post == "officer" } unless { resource.units.contains(principal.unit) };
`

const tree = growTree(5, 8, 10)
const stations = tree.filter((node) => node.tier === 'station')
/** Agencies whose every row is old: one whole county, and one whole city. */
const counties = tree.filter((node) => node.tier === 'county' && node.branch === null)
const cities = tree.filter((node) => node.tier === 'city')

const schema = `
drop schema if exists page cascade;
create schema page;
create table page.incident (
	id uuid not null, agency_id uuid not null, desk_id uuid not null, received_at timestamptz not null,
	protected boolean not null, closed boolean not null, priority int not null);
create table page.assignment (id bigint generated always as identity, incident_id uuid not null, unit_id uuid not null, unit_agency_id uuid not null, received_at timestamptz not null);
create table page.hand_up (incident_id uuid not null, agency_id uuid not null, received_at timestamptz not null);`

const indexes = `
alter table page.incident add primary key (id);
create index on page.incident (agency_id, received_at desc, id desc);
create index on page.incident (desk_id, received_at desc, id desc);
create index on page.incident (received_at desc, id desc);
create index on page.assignment (incident_id);
create index on page.assignment (unit_id, received_at desc, incident_id desc);
create index on page.assignment (unit_agency_id, received_at desc, incident_id desc);
create index on page.hand_up (agency_id, received_at desc, incident_id desc);
grant usage on schema page to seawall_app;
grant select on all tables in schema page to seawall_app;`

const uuids = (nodes: readonly Node[]) => sql`array[${sql.join(nodes.map((node) => node.id))}]::uuid[]`

/** Rows of the last 1,000 days; those of the old county and the old city all lie in the first 100. */
async function fill(store: Store): Promise<void> {
	const isOld = (station: Node) => station.parent === counties[3] || station.parent?.parent === cities[4]
	const [recent, old] = [stations.filter((s) => !isOld(s)), stations.filter(isOld)]
	const born = sql`to_timestamp(1.7e9 + case when random() < 0.2 then random() * 8.64e6 else random() * 8.64e7 end)`
	const insert = (nodes: readonly Node[], count: number, at: RawBuilder<unknown>) =>
		store.transact('owner', async (tx) => {
			await sql`insert into page.incident
				select gen_random_uuid(), (${uuids(nodes)})[1 + (n % ${nodes.length})::int],
					(${uuids(nodes.map((node) => node.parent ?? node))})[1 + (n % ${nodes.length})::int], ${at}, random() < 0.02, random() < 0.9, 1 + (random() * 4)::int
				from generate_series(1, ${count}::int) n`.execute(tx)
		})
	const oldRows = Math.round((rows * old.length) / stations.length)
	await insert(recent, rows - oldRows, born)
	await insert(old, oldRows, sql`to_timestamp(1.7e9 + random() * 8.64e6)`)
	await store.transact('owner', async (tx) => {
		// A unit of the station's own goes, and to one in eight a unit of another station; unit 1 is new and was sent to 40.
		await sql`insert into page.assignment (incident_id, unit_id, unit_agency_id, received_at)
			select id, ('0b170000-0000-4000-8000-' || lpad(to_hex(1000 + (random() * 2000)::int), 12, '0'))::uuid, agency_id, received_at from page.incident`.execute(
			tx,
		)
		await sql`insert into page.assignment (incident_id, unit_id, unit_agency_id, received_at)
			select id, ('0b170000-0000-4000-8000-' || lpad(to_hex(1000 + (random() * 2000)::int), 12, '0'))::uuid, (${uuids(stations)})[1 + (random() * 399)::int], received_at from page.incident where random() < 0.125`.execute(
			tx,
		)
		await sql`insert into page.assignment (incident_id, unit_id, unit_agency_id, received_at)
			select id, ${unitId(1)}::uuid, agency_id, received_at from page.incident tablesample bernoulli (0.004)`.execute(
			tx,
		)
		await sql`insert into page.hand_up select id, (${uuids(cities)})[1 + (random() * 4)::int], received_at from page.incident tablesample bernoulli (0.2)`.execute(
			tx,
		)
	})
}

type Case = { readonly name: string; readonly who: Who }

function casesOf(): Case[] {
	const at = (node: Node | undefined, traits: Parameters<typeof personAt>[1]) => {
		if (node === undefined) throw new Error('the tree is too small')
		return personAt(node, traits, tree)
	}
	const oldStation = stations.find((station) => station.parent === counties[3])
	return [
		{ name: 'province', who: at(tree[0], { post: 'commander' }) },
		{ name: 'city', who: at(cities[0], { post: 'commander' }) },
		{ name: 'county', who: at(counties[0], { post: 'dispatcher' }) },
		{ name: 'station', who: at(stations[0], { post: 'station_chief' }) },
		{ name: 'only-assigned', who: at(stations[0], { post: 'officer', unit: unitId(1) }) },
		{ name: 'only-assigned-many', who: at(stations[0], { post: 'officer', unit: unitId(1500) }) },
		{ name: 'sees-nothing', who: at(counties[0], { post: 'administrator' }) },
		{ name: 'all-rows-old', who: at(counties[3], { post: 'dispatcher' }) },
		{ name: 'all-rows-old-station', who: at(oldStation, { post: 'station_chief' }) },
		{ name: 'all-rows-old-city', who: at(cities[4], { post: 'commander' }) },
	]
}

/** Times (ms) of `seconds` of pages by 8 clients. */
async function timed(store: Store, filterOf: () => Filter, seconds: number): Promise<number[]> {
	const times: number[] = []
	const until = performance.now() + seconds * 1000
	const client = async () => {
		while (performance.now() < until) {
			const from = performance.now()
			await pageOf(store.db, filterOf(), { orderBy: 'received_at', limit: 50, columns })
			times.push(performance.now() - from)
		}
	}
	await Promise.all(Array.from({ length: clients }, client))
	return times
}

/** Needs a PostgreSQL server it may make a database on. `seconds` for each case. */
export async function benchPage(url: string, seconds = 4): Promise<Row[]> {
	const admin = new pg.Client({ connectionString: url })
	await admin.connect()
	await admin.query('drop database if exists seawall_bench_page with (force)')
	await admin.query('create database seawall_bench_page')
	const own = new URL(url)
	own.pathname = '/seawall_bench_page'
	for (const role of ['seawall_app', 'seawall_sequencer'])
		await admin.query(
			`do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if; end $$`,
		)
	await prepareLogins(own.toString())
	const store = await openPostgres({ url: own.toString(), connections: clients })
	try {
		return await measure(store, seconds)
	} finally {
		await store.close()
		await admin.query('drop database if exists seawall_bench_page with (force)')
		await admin.end()
	}
}

async function measure(store: Store, seconds: number): Promise<Row[]> {
	await store.lease('owner', (seat) => seat.wire.script(schema))
	await fill(store)
	await store.lease('owner', (seat) => seat.wire.script(indexes))
	// What autovacuum does within a minute of a fill.
	for (const table of ['incident', 'assignment', 'hand_up'])
		await store.lease('owner', (seat) => seat.wire.script(`vacuum analyze page.${table}`))
	const powers = buildPowers(
		vocabularyOf([{ resources: [incident], acts: [], views: [] }]),
		readPolicies(policies, 'bench'),
	)
	const everything: Filter = { resource: incident, allows: 'everything', arms: [], forbids: [], until: null }
	const floor = await timed(store, () => everything, seconds)
	const peerOf = (share: number) => ({ name: 'the same page unfiltered', value: percentile(floor, share) })
	const found: Row[] = []
	const worst = { p50: 0, p99: 0 }
	for (const { name, who } of casesOf()) {
		const filterOf = () =>
			powers.filter(who, incident.see, incident, { now: Math.floor(Date.now() / 1000), purpose: false })
		await timed(store, filterOf, 0.3)
		const times = await timed(store, filterOf, seconds)
		const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)]
		worst.p50 = Math.max(worst.p50, p50)
		worst.p99 = Math.max(worst.p99, p99)
		found.push(
			row(`powers/page-model-1m-${name}`, 'p50_ms', p50, 'ms', peerOf(0.5)),
			row(`powers/page-model-1m-${name}`, 'p99_ms', p99, 'ms', peerOf(0.99)),
		)
	}
	return [
		...found,
		row('powers/page-model-1m', 'p50_ms', worst.p50, 'ms', peerOf(0.5)),
		row('powers/page-model-1m', 'p99_ms', worst.p99, 'ms', peerOf(0.99)),
	]
}

/** The rows powers/page-model-1m. Needs a PostgreSQL server on which it may make a database. */
export async function run(): Promise<Row[]> {
	const url = process.env['SEAWALL_BENCH_DATABASE_URL'] ?? process.env['SEAWALL_TEST_DATABASE_URL']
	if (url === undefined)
		throw new Error('set SEAWALL_BENCH_DATABASE_URL to a PostgreSQL server this bench may make a database on')
	return benchPage(url)
}
