import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Disposition, Facts, IncidentType, RuleShown } from '../contract.ts'
import type { PlannedCall } from '../replay/plan.ts'

type Target = { readonly seconds: number; readonly rule: string }

/** One ended incident of the demo's past, ready to be written. */
export type PastRow = {
	readonly planned: PlannedCall
	readonly call: string
	readonly incident: string
	readonly place: string
	readonly classification: string
	readonly disposition: string
	readonly assignment: string
	readonly code: string
	readonly type: IncidentType
	readonly facts: Facts
	readonly priority: number
	readonly rule: RuleShown
	readonly ends: Disposition
	readonly needs: number
	readonly targets: { readonly answer: Target; readonly dispatch: Target; readonly on_scene: Target }
	readonly rang: Date
	readonly answered: Date
	readonly opened: Date
	readonly sent: Date
	readonly enRoute: Date
	readonly arrived: Date
	readonly cleared: Date
	readonly closed: Date
	readonly callNumber: string
	readonly number: string
	readonly receipt: string | null
	readonly state: 'closed' | 'accepted_for_decision'
	readonly desk: string
	readonly agency: string
	readonly unit: string
	readonly unitAgency: string
	readonly protected: boolean
}

/** Columns of the rows as they travel to the database. */
const shape = sql`(call uuid, incident uuid, place uuid, classification uuid, disposition uuid, assignment uuid, code text, type text,
	facts jsonb, priority int, rule jsonb, ends text, needs int, rang timestamptz, answered timestamptz, opened timestamptz,
	sent timestamptz, "enRoute" timestamptz, arrived timestamptz, cleared timestamptz, closed timestamptz, "callNumber" text,
	number text, receipt text, desk uuid, agency uuid, unit uuid, "unitAgency" uuid, protected boolean, lon float8, lat float8,
	address bigint, "addressId" text, "phoneLon" float8, "phoneLat" float8, metres float8)`

/** Writes them in bulk, a statement a group. An assignment takes its incident's moment, so it comes after. */
export async function writePast(tx: Tx, rows: readonly PastRow[]): Promise<void> {
	const json = JSON.stringify(rows.map(flat))
	const from = sql`with r as materialized (select * from jsonb_to_recordset(${json}::text::jsonb) as r ${shape})`
	await sql`${from},
		p as (insert into dispatch.place (id, words_en, words_zh, lon, lat, datum, address, verified, map_version, at, post_kind, post_id)
			select r.place, a.label_en, a.label_zh, r.lon, r.lat, 'wgs84', r."addressId", true, a.map_version, r.opened, 'system', 'system'
			from r join geo.address a on a.id = r.address),
		c as (insert into dispatch.classification (id, incident_id, type, priority, facts, rule, at, post_kind, post_id)
			select r.classification, r.incident, r.type, r.priority, r.facts, r.rule, r.opened, 'system', 'system' from r),
		i as (insert into dispatch.incident (id, number, agency_id, desk_id, received_at, generated, protected, closed, classification_id,
				place_id, needs, receipt_number, follow_code, version)
			select r.incident, r.number, r.agency, r.desk, r.rang, true, r.protected, true, r.classification, r.place, r.needs, r.receipt,
				r.code, 5 from r),
		d as (insert into dispatch.disposition (id, incident_id, code, at, post_kind, post_id)
			select r.disposition, r.incident, r.ends, r.closed, 'system', 'system' from r)
		insert into dispatch.call (id, number, agency_id, generated, line, rang_at, answered_at, ended_at, settled, caller_number, type,
				facts, located_lon, located_lat, located_metres, located_datum, place_id, incident_id, version)
			select r.call, r."callNumber", r.desk, true, 'demo', r.rang, r.answered, r.opened, true, '10000000000', r.type, r.facts,
				r."phoneLon", r."phoneLat", r.metres, 'wgs84', r.place, r.incident, 5 from r`.execute(tx)
	await sql`${from} insert into dispatch.assignment (id, incident_id, unit_id, unit_agency_id, dispatched_at, en_route_at, on_scene_at, cleared_at,
			post_kind, post_id)
		select r.assignment, r.incident, r.unit, r."unitAgency", r.sent, r."enRoute", r.arrived, r.cleared, 'system', 'system' from r`.execute(
		tx,
	)
	await sql`${from} update dispatch.incident i set disposition_id = r.disposition from r where i.id = r.incident`.execute(
		tx,
	)
	await sql`${from} insert into dispatch.incident_time (id, incident_id, kind, at)
		select gen_random_uuid(), r.incident, t.kind, t.at from r cross join lateral (values ('received', r.rang), ('dispatched', r.sent),
			('en_route', r."enRoute"), ('on_scene', r.arrived), ('cleared', r.cleared), ('closed', r.closed)) as t (kind, at)`.execute(
		tx,
	)
	await writeTimers(tx, rows)
}

async function writeTimers(tx: Tx, rows: readonly PastRow[]): Promise<void> {
	const timers = rows.flatMap((row) => [
		{ matter: row.call, kind: 'answer', from: row.rang, met: row.answered, ...row.targets.answer },
		{ matter: row.incident, kind: 'dispatch', from: row.rang, met: row.sent, ...row.targets.dispatch },
		{ matter: row.incident, kind: 'on_scene', from: row.rang, met: row.arrived, ...row.targets.on_scene },
	])
	await sql`insert into matters.timer (id, matter_id, kind, set_at, due_at, target_seconds, rule, met_at)
		select gen_random_uuid(), r.matter, r.kind, r."from", r."from" + make_interval(secs => r.seconds), r.seconds, r.rule, r.met
		from jsonb_to_recordset(${JSON.stringify(timers)}::text::jsonb)
			as r (matter uuid, kind text, "from" timestamptz, met timestamptz, seconds int, rule text)`.execute(tx)
}

function flat(row: PastRow) {
	const { planned, targets: _targets, ...rest } = row
	return {
		...rest,
		lon: planned.place.point[0],
		lat: planned.place.point[1],
		address: Number(planned.place.id.slice('address:'.length)),
		addressId: planned.place.id,
		phoneLon: planned.phone[0],
		phoneLat: planned.phone[1],
		metres: planned.accuracyMetres,
	}
}
