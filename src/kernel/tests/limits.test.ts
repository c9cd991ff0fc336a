import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Declaration } from '#kernel/contract/declare.ts'
import { projectFolder } from '#kernel/folder.ts'
import { viewsIn } from './statement.ts'
import { faultsOfContract, faultsOfRuleTable, faultsOfShape, faultsOfSql } from './limits.ts'

const source = join(projectFolder, 'src')
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => !/(^|\/)tests?\//.test(name))
const read = (name: string) => readFileSync(join(source, name), 'utf8')
const named = (end: RegExp) => files.filter((name) => end.test(name))

/** Words that stand for something else, each with its reason; one that is no longer needed fails. */
const allowed = [
	['dispatch.recommend.show output', 'rank', 'order of units for one incident, by travel time: gone when it is sent'],
	['dispatch.card.rerun output', 'rank', 'the same card, worked out again'],
	['geo.place.search output', 'score', 'how well a place name fits the words typed'],
] as const

/** Statements that name a crew and say nothing of what it does, each with its reason; one no longer needed fails. */
const allowedStatements = [
	['dispatch/store/rows.ts', 'order by u.call_en', 'a list of names is read by name: the order says nothing of a crew'],
	['dispatch/views/rerun-card.ts', 'order by u.call_en', 'the same list, of the units on one card'],
	['dispatch/demo/history.ts', 'order by u.call_en', 'which made-up unit takes the next made-up incident'],
	['dispatch/demo/history.ts', 'order by call_en desc', 'which made-up unit is put out of service'],
	[
		'dispatch/acts/agree-drill.ts',
		'order by u.call_en',
		'which units of a station are copied for a drill: the first by name',
	],
	['dispatch/acts/agree-drill.ts', 'order by o.call_en', 'the same choice, within each station'],
	['dispatch/acts/invite-drill.ts', 'order by u.call_en', 'which copied unit has no crew yet: the first by name'],
	['dispatch/views/list-drills.ts', 'order by p.account', 'who takes part in a drill, read by name'],
	['dispatch/views/show-drill.ts', 'order by p.account', 'who may be invited to a drill, read by name'],
	['dispatch/views/show-drill.ts', 'distinct on p.account', 'the same list: who holds two posts stands once'],
	['kernel/identity/crews.ts', 'group by c.unit_id', 'how many sworn people sit in a unit now, nothing they did'],
] as const

const isDeclaration = (value: unknown): value is Declaration =>
	typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'act' || value.kind === 'view')

async function declarations(): Promise<Declaration[]> {
	const found = new Map<string, Declaration>()
	for (const name of named(/(^|\/)contract(\/[a-z-]+)?\.ts$/)) {
		const module: unknown = await import(pathToFileURL(join(source, name)).href)
		for (const value of Object.values(Object(module))) if (isDeclaration(value)) found.set(value.name, value)
	}
	return [...found.values()]
}

const shapeOf = (schema: z.ZodType, io: 'input' | 'output') =>
	z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as object
const rulesOf = (faults: readonly { rule: string }[]) => faults.map((fault) => fault.rule)

/** Views of all migrations, and which of their columns stand for a person. */
let known: ReturnType<typeof viewsIn> | null = null
/** Read once: every statement is looked at against the same views. */
const views = () =>
	(known ??= viewsIn(
		named(/\.sql$/)
			.map(read)
			.join(';'),
	))

describe('what stands in the schemas', () => {
	test('N1 to N7 no migration holds it', () => {
		const migrations = named(/\.sql$/)
		expect(migrations.length).toBeGreaterThan(5)
		expect(migrations.flatMap((name) => faultsOfSql(read(name), name, views()))).toEqual([])
	})
	test('N1 N2 no statement in the source groups, sorts or counts by it', () => {
		const statements = named(/\.ts$/).filter((name) => !name.includes('/web/'))
		expect(statements.length).toBeGreaterThan(50)
		const faults = statements.flatMap((name) => faultsOfSql(read(name), relative('.', name), views()))
		const isAllowed = ({ at, what }: { at: string; what: string }) =>
			allowedStatements.some((one) => one[0] === at && one[1] === what)
		expect(faults.filter((fault) => !isAllowed(fault))).toEqual([])
		expect(allowedStatements.filter(([at, what]) => !faults.some((one) => one.at === at && one.what === what))).toEqual(
			[],
		)
	})
	test('N1 N3 N4 N6 N7 no act or view takes or shows it', async () => {
		const all = await declarations()
		expect(all.length).toBeGreaterThan(20)
		const faults = all.flatMap((one) =>
			faultsOfContract(one, shapeOf(one.input, 'input'), shapeOf(one.output, 'output')),
		)
		const unexplained = faults.filter(
			(fault) => !allowed.some(([at, what]) => fault.at.startsWith(at) && fault.what === what),
		)
		expect(unexplained).toEqual([])
		expect(
			allowed.filter(([at, what]) => !faults.some((fault) => fault.at.startsWith(at) && fault.what === what)),
		).toEqual([])
	})
	test('N1 N3 N6 no rule table decides by it', () => {
		const tables = named(/\.dmn$/)
		expect(tables.flatMap((name) => faultsOfRuleTable(read(name), name))).toEqual([])
	})
})

describe('the checker finds what is planted', () => {
	test.each([
		['N1', 'create view kernel.v as select officer_id, count(*) as n from dispatch.incident group by officer_id;'],
		['N1', 'select i.id from dispatch.incident i order by i.closed_by_officer desc'],
		['N1', 'select c.caller_number, count(*) from dispatch.call c group by c.caller_number having count(*) > 3'],
		['N1', 'select rank() over (partition by agency_id order by u.unit_id) from dispatch.assignment u'],
		['N1', 'select crew_id, avg(seconds) from t group by agency_id, crew_id order by 2'],
		[
			'N2',
			"select agency_id, date_trunc('day', received_at), count(*) from dispatch.incident group by agency_id, date_trunc('day', received_at)",
		],
		['N2', 'select count(*) from dispatch.incident group by agency_id, received_at::date'],
		['N3', 'create table risk.person (id uuid primary key, risk_score int not null);'],
		['N3', 'alter table identity.person add column performance_rank int;'],
		['N4', 'create table cases.image (id uuid, face_embedding bytea);'],
		['N4', 'create table cases.image (id uuid, descriptor vector(512));'],
		[
			'N5',
			'create table roads.sighting (plate text not null, at timestamptz not null, point geometry(Point, 4326) not null);',
		],
		['N5', 'create table roads.ping (device_id text, lon float8, lat float8, at timestamptz);'],
		['N6', 'create table scorecards.week (agency_id uuid, week date, arrests int, cases_solved int);'],
		['N7', 'create table dispatch.stay (incident_id uuid, dwell_seconds int);'],
		['N7', 'alter table dispatch.unit add column idle_minutes int;'],
		['N7', 'create view dispatch.day as select incident_id as mileage from dispatch.incident'],
		['N7', 'select at, lon, lat from dispatch.track where unit_id = $1 order by at'],
		['N7', 'select t.at from dispatch.track t where t.at between $1 and $2'],
		['N7', 'select max(at) - min(at) from dispatch.track where incident_id = $1'],
		['N7', 'select at - lag(at) over (order by at) from dispatch.track t where t.incident_id = $1'],
	])('%s in SQL: %s', (rule, sql) => {
		expect(rulesOf(faultsOfSql(sql, 'planted'))).toContain(rule)
	})

	test.each([
		["tx.selectFrom('dispatch.call').select('person_id').groupBy(['agency_id', 'person_id'])", 'groupBy person_id'],
		["tx.selectFrom('dispatch.call').selectAll().orderBy('c.resident_id', 'desc')", 'orderBy c.resident_id'],
		["tx.selectFrom('dispatch.assignment as a').distinctOn('a.unit_id').selectAll()", 'distinctOn a.unit_id'],
		["tx.selectFrom('t').select(['officer_id as who', n]).groupBy('who')", 'groupBy officer_id'],
		[
			"tx.selectFrom('t').groupBy((eb) => [eb.ref('agency_id'), eb.ref('closed_by_officer')])",
			'groupBy closed_by_officer',
		],
		[
			'sql`select u.call_en from dispatch.unit u where u.agency_id = ${agency} order by u.call_en`',
			'order by u.call_en',
		],
		['sql`select ${sql`count(*)`} from t ${where} group by crew`', 'group by crew'],
		["sql.raw('select x from t order by officer_name')", 'order by officer_name'],
	])('N1 in a source: %s', (source, what) => {
		expect(faultsOfSql(source, 'planted.ts').map((fault) => fault.what)).toContain(what)
	})

	test.each([
		// Counts for each unit, grouped by its own id or counted beside it.
		'select u.id, count(*) from dispatch.unit u join dispatch.assignment a on a.unit_id = u.id group by u.id',
		'select id, count(*) from dispatch.unit group by id',
		'select u.call_en, (select count(*) from dispatch.assignment a where a.unit_id = u.id) as sent from dispatch.unit u',
		'select u.id, n.sent from dispatch.unit u left join lateral (select coalesce(count(*), 0) as sent from dispatch.assignment a where u.id = a.unit_id) n on true',
		'select count(*) from dispatch.assignment where unit_id = $1',
		'select avg(a.seconds) from dispatch.assignment a where a.officer_id = $1 and a.at > $2',
		// By place, through an expression, in a window, one row for each.
		'select agency_id, officer_id, count(*) from t group by 1, 2',
		'select agency_id, coalesce(officer_id::text, $1) as x, count(*) from t group by 1, 2',
		'select count(*) from t group by agency_id, lower(officer_name)',
		'select count(*) from t group by grouping sets ((agency_id), (agency_id, crew_id))',
		'select a.id, count(*) over (partition by agency_id, a.unit_id) from dispatch.assignment a',
		'select a.id, sum(a.seconds) over w from dispatch.assignment a window w as (partition by a.unit_id)',
		'select distinct on (person_id) * from t order by received_at',
		'select distinct on (a.agency_id, u.id) * from dispatch.assignment a join dispatch.unit u on u.id = a.unit_id',
		'select call_en from dispatch.unit order by call_en',
		'select * from t order by agency_id, crew desc nulls last',
		'select n, closed_by_officer from t order by 2 desc',
		// Through a view, a CTE, a select in brackets, under another name.
		'create view kernel.v as select closed_by_officer as who, id from dispatch.incident; select v.who, count(*) from kernel.v v group by v.who',
		'create view kernel.v (who, n) as select officer_id, id from dispatch.incident; select count(*) from kernel.v group by who',
		'with o as (select closed_by_officer as x from dispatch.incident) select o.x, count(*) from o group by o.x',
		'with o (x, n) as materialized (select u.id, a.id from dispatch.unit u join dispatch.assignment a on a.unit_id = u.id) select x, count(*) from o group by x',
		'with o as (select unit_id as x from a), p as (select x as y from o) select y, count(*) from p group by 1',
		'select s.x, count(*) from (select officer_id as x from t) s group by s.x',
		'select s.id, count(*) from (select u.id, a.at from dispatch.unit u join dispatch.assignment a on a.unit_id = u.id) s group by s.id',
		'select officer_id as x, count(*) from t group by x',
		'insert into week (x, n) select officer_id, count(*) from t group by officer_id',
		'create function f() returns void language plpgsql as $$ begin perform count(*) from t group by officer_id; end $$;',
		'create table scorecards.week (officer_id uuid, week date, incident_count int);',
	])('N1 in SQL: %s', (statement) => {
		expect(rulesOf(faultsOfSql(statement, 'planted'))).toContain('N1')
	})

	test.each([
		['N1', z.object({ sort: z.enum(['receivedAt', 'officer']) })],
		['N1', z.object({ groupBy: z.enum(['station', 'crew']).optional() })],
		['N1', z.object({ rows: z.array(z.object({ officer: z.string(), count: z.int() })) })],
		['N1', z.object({ rows: z.array(z.object({ unitId: z.string(), callsPerWeek: z.number() })) })],
		['N3', z.object({ person: z.object({ riskScore: z.number() }) })],
		['N4', z.object({ faceVector: z.array(z.number()) })],
		['N6', z.object({ station: z.string(), arrests: z.int() })],
		['N7', z.object({ unit: z.string(), dwellSeconds: z.int() })],
		['N7', z.object({ unit: z.string(), idleTime: z.int(), mileage: z.number() })],
		['N7', z.object({ routeHistory: z.array(z.string()) })],
	])('%s in a contract', (rule, schema) => {
		expect(rulesOf(faultsOfShape(shapeOf(schema, 'output'), 'planted'))).toContain(rule)
	})

	test.each([
		['N1', '<inputExpression id="i" typeRef="string"><text>officer</text></inputExpression>'],
		['N3', '<output id="o" name="riskScore" typeRef="number"/>'],
		['N6', '<rule><inputEntry><text>station.arrests &gt; 3</text></inputEntry></rule>'],
	])('%s in a rule table', (rule, dmn) => {
		expect(rulesOf(faultsOfRuleTable(dmn, 'planted'))).toContain(rule)
	})

	test('N7 no act or view is named for it', () => {
		for (const name of ['dispatch.unit.dwell', 'dispatch.unit.idle-time', 'dispatch.route-history.list'])
			expect(rulesOf(faultsOfContract({ name }, {}, {}))).toEqual(['N7'])
		expect(faultsOfContract({ name: 'dispatch.incident.track' }, {}, {})).toEqual([])
	})

	test('N1 to N7 what is allowed passes', () => {
		const allowed = [
			"select agency_id, type, date_trunc('week', received_at) as week, count(*) from dispatch.incident group by agency_id, type, date_trunc('week', received_at)",
			'create table geo.place (id uuid primary key, name text, point geometry(Point, 4326) not null, at timestamptz);',
			'create table dispatch.location (call_id uuid not null, phone text, point geometry(Point, 4326), at timestamptz not null);',
			'select id from dispatch.incident order by received_at desc, id desc limit 50',
			'select agency_id, count(*) from dispatch.unit where on_shift group by agency_id',
			'select u.id, u.call_en from dispatch.unit u where u.on_shift order by u.id for update',
			'select i.id, (select count(*) from dispatch.assignment o where o.incident_id = i.id and o.unit_id <> u.id) from dispatch.incident i, dispatch.unit u',
			'select count(distinct h.person_id) from identity.post h where h.agency_id = $1',
			'select p.id, count(*) from geo.place p group by p.id',
			'with u as (select id, agency_id from dispatch.incident) select agency_id, count(*) from u group by 1',
			'select agency_id, exists (select from dispatch.assignment a where a.unit_id = $1) as busy, count(*) from t group by 1, 2',
			'select t.at, t.lon, t.lat from dispatch.track t where t.incident_id = $1 order by t.at',
			'select kind, unit_id is null as free, count(*) from dispatch.assignment group by kind, unit_id is null',
		]
		expect(allowed.flatMap((sql) => faultsOfSql(sql, 'allowed'))).toEqual([])
	})
})
