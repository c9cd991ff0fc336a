import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { openMatter, stepMatter } from '#kernel/matters/api.ts'
import { facts } from '../contract.ts'
import { codeFrom } from '../rules/plain.ts'
import { planOf, priorityOf, typeFacts } from '../rules/tables.ts'
import type { ImportRow } from './shape.ts'

/** Where the rows go. `stations`: id of each agency by its code. */
export type Target = {
	readonly id: string
	readonly desk: string
	readonly stations: ReadonlyMap<string, string>
}

type End = 'closed' | 'accepted_for_decision'
/** The first incident of each end takes its steps as any does; those after it take the same ones, in bulk. */
export type Templates = Map<End, string>

const nothingKnown = facts.parse({})

const flat = (row: ImportRow, target: Target) => {
	const at = row.received.getTime()
	const decided = priorityOf(row.type, nothingKnown)
	const priority = row.priority ?? decided.priority
	const { reportedCrime, protectedAddress } = typeFacts(row.type)
	const end: End = reportedCrime ? 'accepted_for_decision' : 'closed'
	return {
		id: newId(at),
		token: newId(at),
		place: newId(at),
		class: newId(at),
		ending: row.disposition === null ? null : newId(at),
		end,
		agency: (row.station === null ? undefined : target.stations.get(row.station)) ?? target.desk,
		line: row.line,
		number: row.number,
		type: row.type,
		priority,
		reason: priority === decided.priority ? null : 'import',
		rule: decided.rule,
		needs: planOf({
			type: row.type,
			priority,
			weapon: nothingKnown.weapon,
			area: row.station ?? '',
			level: 1,
		}).units,
		protected: protectedAddress,
		words: row.place,
		lon: row.point?.[0] ?? null,
		lat: row.point?.[1] ?? null,
		disposition: row.disposition,
		code: codeFrom(randomBytes(10)),
		received: row.received.toISOString(),
		// What the former system did not keep of the way stands at the moment before it (D242).
		sent: (row.dispatched ?? row.received).toISOString(),
		left: (row.cleared ?? row.closed).toISOString(),
		closed: row.closed.toISOString(),
		times: [
			{ kind: 'received', at: row.received },
			{ kind: 'dispatched', at: row.dispatched },
			{ kind: 'en_route', at: row.en_route },
			{ kind: 'on_scene', at: row.on_scene },
			{ kind: 'cleared', at: row.cleared },
			{ kind: 'closed', at: row.closed },
		].filter((time) => time.at !== null),
	}
}
type Flat = ReturnType<typeof flat>

const shape = sql`(id uuid, token uuid, place uuid, class uuid, ending uuid, "end" text, agency uuid, line int, number text, type text,
	priority int, reason text, rule jsonb, needs int, protected boolean, words text, lon float8, lat float8, disposition text, code text,
	received timestamptz, sent timestamptz, "left" timestamptz, closed timestamptz, times jsonb)`

/** D242. Writes rows as ended incidents: matter, steps, classification, place, times, a line of story. No call, unit or timer. */
export async function writeRows(
	tx: Tx,
	rows: readonly ImportRow[],
	target: Target,
	templates: Templates,
	now: Date,
): Promise<void> {
	const all = rows.map((row) => flat(row, target))
	const first = all.filter((row, n) => !templates.has(row.end) && all.findIndex((one) => one.end === row.end) === n)
	for (const row of first) templates.set(row.end, await walk(tx, row))
	const walked = new Set(first.map((row) => row.id))
	const from = (some: readonly Flat[]) =>
		sql`with r as materialized (select * from jsonb_to_recordset(${JSON.stringify(some)}::text::jsonb) as r ${shape})`
	for (const [end, template] of templates) {
		const rest = all.filter((row) => row.end === end && !walked.has(row.id))
		if (rest.length > 0) await copySteps(tx, from(rest), template)
	}
	await sql`${from(all)},
		p as (insert into dispatch.place (id, words_en, words_zh, lon, lat, datum, verified, forced_reason, at, post_kind, post_id)
			select r.place, r.words, r.words, r.lon, r.lat, 'wgs84', false, 'import', ${now}, 'system', 'system' from r),
		c as (insert into dispatch.classification (id, incident_id, type, priority, facts, rule, reason, at, post_kind, post_id)
			select r.class, r.id, r.type, r.priority, ${JSON.stringify(nothingKnown)}::text::jsonb, r.rule, r.reason, r.received, 'system',
				'system' from r),
		d as (insert into dispatch.disposition (id, incident_id, code, at, post_kind, post_id)
			select r.ending, r.id, r.disposition, r.closed, 'system', 'system' from r where r.ending is not null),
		t as (insert into dispatch.incident_time (id, incident_id, kind, at)
			select gen_random_uuid(), r.id, t.kind, t.at from r cross join jsonb_to_recordset(r.times) as t (kind text, at timestamptz)),
		s as (insert into dispatch.story (id, incident_id, at, act, post_kind, post_id, fact)
			select gen_random_uuid(), r.id, ${now}, 'dispatch.call.import', 'system', 'system',
				jsonb_build_object('import', ${target.id}::text, 'line', r.line) from r)
		insert into dispatch.incident (id, number, agency_id, desk_id, received_at, protected, closed, classification_id, place_id,
				disposition_id, needs, follow_code, import_id, version)
			select r.id, r.number, r.agency, ${target.desk}::uuid, r.received, r.protected, true, r.class, r.place, r.ending, r.needs,
				r.code, ${target.id}::uuid, 1 from r`.execute(tx)
}

async function walk(tx: Tx, row: Flat): Promise<string> {
	const opened = { kind: 'incident', process: 'dispatch.incident', agency: row.agency, id: row.id }
	await openMatter(tx, { ...opened, now: new Date(row.received) })
	for (const [state, at] of [
		['in_progress', row.sent],
		['cleared', row.left],
		[row.end, row.closed],
	] as const)
		await stepMatter(tx, row.id, state, { now: new Date(at) })
	return row.id
}

/** Steps 1 to 4 as the template took them, at the moments of each row. */
async function copySteps(tx: Tx, from: ReturnType<typeof sql>, template: string): Promise<void> {
	await sql`${from},
		like_it as materialized (select m.drawing_id, m.version, m.closed_at is not null as ended, k.element from matters.matter m
			join matters.token k on k.matter_id = m.id where m.id = ${template}),
		m as (insert into matters.matter (id, kind, agency_id, drawing_id, opened_at, closed_at, version)
			select r.id, 'incident', r.agency, l.drawing_id, r.received, case when l.ended then r.closed end, l.version from r, like_it l),
		k as (insert into matters.token (id, matter_id, element, arrived_at, ended_at)
			select r.token, r.id, l.element, r.closed, case when l.ended then r.closed end from r, like_it l)
		insert into matters.step (matter_id, n, token_id, source, target, flows, at)
			select r.id, s.n, r.token, s.source, s.target, s.flows,
				case s.n when 1 then r.received when 2 then r.sent when 3 then r."left" else r.closed end
			from r cross join matters.step s where s.matter_id = ${template}`.execute(tx)
}
