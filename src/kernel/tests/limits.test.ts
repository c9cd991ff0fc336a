import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Declaration } from '#kernel/contract/declare.ts'
import { projectFolder } from '#kernel/folder.ts'
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

describe('what stands in the schemas', () => {
	test('N1 to N6 no migration holds it', () => {
		const migrations = named(/\.sql$/)
		expect(migrations.length).toBeGreaterThan(5)
		expect(migrations.flatMap((name) => faultsOfSql(read(name), name))).toEqual([])
	})
	test('N1 N2 no statement in the source groups, sorts or counts by it', () => {
		const statements = named(/\.ts$/).filter((name) => !name.includes('/web/'))
		expect(statements.length).toBeGreaterThan(50)
		expect(statements.flatMap((name) => faultsOfSql(read(name), relative('.', name)))).toEqual([])
	})
	test('N1 N3 N4 N6 no act or view takes or shows it', async () => {
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
		['N1', "tx.selectFrom('dispatch.call').select('person_id').groupBy(['agency_id', 'person_id'])"],
		['N1', "tx.selectFrom('dispatch.call').selectAll().orderBy('c.resident_id', 'desc')"],
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
	])('%s in SQL: %s', (rule, sql) => {
		expect(rulesOf(faultsOfSql(sql, 'planted'))).toContain(rule)
	})

	test.each([
		['N1', z.object({ sort: z.enum(['receivedAt', 'officer']) })],
		['N1', z.object({ groupBy: z.enum(['station', 'crew']).optional() })],
		['N1', z.object({ rows: z.array(z.object({ officer: z.string(), count: z.int() })) })],
		['N1', z.object({ rows: z.array(z.object({ unitId: z.string(), callsPerWeek: z.number() })) })],
		['N3', z.object({ person: z.object({ riskScore: z.number() }) })],
		['N4', z.object({ faceVector: z.array(z.number()) })],
		['N6', z.object({ station: z.string(), arrests: z.int() })],
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

	test('N1 to N6 what is allowed passes', () => {
		const allowed = [
			"select agency_id, type, date_trunc('week', received_at) as week, count(*) from dispatch.incident group by agency_id, type, date_trunc('week', received_at)",
			'create table geo.place (id uuid primary key, name text, point geometry(Point, 4326) not null, at timestamptz);',
			'create table dispatch.location (call_id uuid not null, phone text, point geometry(Point, 4326), at timestamptz not null);',
			'select id from dispatch.incident order by received_at desc, id desc limit 50',
		]
		expect(allowed.flatMap((sql) => faultsOfSql(sql, 'allowed'))).toEqual([])
	})
})
