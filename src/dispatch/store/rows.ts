import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { type CrewFacts, noCrew } from '#kernel/identity/api.ts'
import type {
	AgencyRef,
	CallRow,
	Disposition,
	IncidentRow,
	IncidentType,
	UnitKind,
	UnitShown,
	UnitStatus,
	Unspoken,
} from '../contract.ts'
import { callState, incidentState } from '../contract.ts'
import { crewsInUse, playedCrew } from '../machine.ts'
import { positionOf, staleAfterMs } from '../positions.ts'
import { sectionOf } from '../rules/ending.ts'
import { typeFacts } from '../rules/tables.ts'
import { textTimer } from '../rules/text.ts'
import {
	agencyJson,
	iso,
	isoOrNull,
	openTimer,
	type PlaceJson,
	placeJson,
	placeOf,
	type TimerJson,
	timerOf,
} from './shown.ts'

/** Rows as lists show them. Who may see them was asked before: these take ids, or a filtered source. */

export type IncidentSql = {
	id: string
	number: string
	type: IncidentType
	priority: number
	state: string
	protected: boolean
	generated: boolean
	received_at: Date
	needs: number
	level: number
	version: number
	words_en: string
	words_zh: string
	detail: string | null
	lon: number | null
	lat: number | null
	accuracy_metres: number | null
	verified: boolean
	map_version: string | null
	agency_id: string
	agency_code: string
	name_en: string
	name_zh: string
	words: string | null
	disposition: Disposition | null
	timer: TimerJson | null
	units: readonly { id: string; en: string; zh: string; status: UnitStatus }[] | null
}

/** Acts whose words are the caller's own, as heard or as written. */
const saidActs = sql.join(['dispatch.call.save-detail', 'dispatch.text.begin', 'dispatch.text.write'])

/** What a list reads of an incident `i`. A closed one has no running timer and no unit on it, so neither is asked for. */
const incidentColumns = sql`i.id, i.number, c.type, c.priority, i.protected, i.generated, i.received_at, i.needs, i.level, i.version,
	(select t.element from matters.token t where t.matter_id = i.id limit 1) as state,
	p.words_en, p.words_zh, p.detail, p.lon, p.lat, p.accuracy_metres, p.verified, p.map_version,
	a.id as agency_id, a.code as agency_code, a.name_en, a.name_zh, case when not i.closed then ${openTimer('i.id')} end as timer,
	(select d.code from dispatch.disposition d where d.id = i.disposition_id) as disposition,
	(select s.text from dispatch.call k join dispatch.story s on s.call_id = k.id
		where k.incident_id = i.id and s.text is not null and s.act in (${saidActs}) order by s.at desc limit 1) as words,
	case when not i.closed then (
		select json_agg(json_build_object('id', u.id, 'en', u.call_en, 'zh', u.call_zh, 'status', u.status) order by u.call_en)
		from dispatch.assignment g join dispatch.unit u on u.id = g.unit_id
		where g.incident_id = i.id and g.cleared_at is null) end as units`

const incidentJoins = sql`join dispatch.classification c on c.id = i.classification_id
	join dispatch.place p on p.id = i.place_id
	join identity.agency a on a.id = i.agency_id`

/** Rows of a page of incidents, read with its keys in one statement: `pageOf<IncidentSql>`, then `incidentRowOf`. */
export const incidentPage = {
	columns: incidentColumns,
	joins: sql`join dispatch.incident i on i.id = k.id ${incidentJoins}`,
}

/** Incidents by id, in the order given. `open`: show protected addresses as they are (asked of powers before). */
export async function incidentRows(
	tx: Tx,
	ids: readonly string[],
	open: 'open' | 'closed' = 'closed',
): Promise<IncidentRow[]> {
	if (ids.length === 0) return []
	const { rows } = await sql<IncidentSql>`select ${incidentColumns} from dispatch.incident i ${incidentJoins}
		where i.id = any(${[...ids]}::uuid[])`.execute(tx)
	const byId = new Map(rows.map((row) => [row.id, row]))
	return ids.flatMap((id) => {
		const row = byId.get(id)
		return row === undefined ? [] : [incidentRowOf(row, open)]
	})
}

const placeIn = (row: IncidentSql): PlaceJson => ({
	en: row.words_en,
	zh: row.words_zh,
	detail: row.detail,
	lon: row.lon,
	lat: row.lat,
	metres: row.accuracy_metres,
	verified: row.verified,
	map: row.map_version,
})

export function incidentRowOf(row: IncidentSql, open: 'open' | 'closed' = 'closed'): IncidentRow {
	const state = incidentState.parse(row.state)
	const closed = row.protected && open === 'closed'
	return {
		id: row.id,
		number: row.number,
		type: row.type,
		priority: row.priority,
		state,
		section: sectionOf(state),
		place: { ...placeOf(placeIn(row), row.id, closed), protected: row.protected },
		words: closed ? null : row.words,
		agency: { id: row.agency_id, code: row.agency_code, en: row.name_en, zh: row.name_zh },
		units: (row.units ?? []).map(({ id, en, zh, status }) => ({ id, callSign: { en, zh }, status })),
		needs: row.needs,
		level: row.level,
		receivedAt: iso(row.received_at),
		disposition: row.disposition,
		timer: timerOf(row.timer),
		generated: row.generated,
		version: row.version,
	}
}

type CallSql = {
	id: string
	number: string
	state: string
	line: string
	rang_at: Date
	answered_at: Date | null
	ended_at: Date | null
	ending: string | null
	located_lon: number | null
	located_lat: number | null
	located_metres: number | null
	located_datum: 'wgs84' | 'gcj02' | 'bd09' | 'unknown' | null
	type: IncidentType | null
	place: PlaceJson | null
	words: string | null
	channel: 'voice' | 'text'
	unspoken: Unspoken | null
	written: boolean
	answer_due: Date | null
	incident: { id: string; number: string } | null
	by: { post: string; agency: AgencyRef | null } | null
	agency: AgencyRef
	generated: boolean
	version: number
}

/** Calls by id, in the order given. Of the number only its last four digits. */
export async function callRows(tx: Tx, ids: readonly string[], open: 'open' | 'closed' = 'closed'): Promise<CallRow[]> {
	if (ids.length === 0) return []
	const { rows } = await sql<CallSql>`
		select c.id, c.number, c.line, c.rang_at, c.answered_at, c.ended_at, right(c.caller_number, 4) as ending, c.located_lon, c.located_lat,
			c.located_metres, c.located_datum, c.type, c.generated, c.version, c.channel, c.unspoken, c.text_code is not null as written,
			(select t.due_at from matters.timer t where t.matter_id = c.id and t.kind = ${textTimer} and t.met_at is null and t.dropped_at is null) as answer_due,
			(select t.element from matters.token t where t.matter_id = c.id limit 1) as state,
			(select ${placeJson('p')} from dispatch.place p where p.id = c.place_id) as place,
			(select s.text from dispatch.story s where s.call_id = c.id and s.text is not null
				and s.act in (${saidActs}) order by s.at desc limit 1) as words,
			(select json_build_object('id', i.id, 'number', i.number) from dispatch.incident i where i.id = c.incident_id) as incident,
			(select json_build_object('post', s.post_kind, 'agency', (select ${agencyJson('ba')} from identity.agency ba where ba.id = s.by_agency))
				from dispatch.story s where s.call_id = c.id and s.act = 'dispatch.call.answer' order by s.at desc limit 1) as by,
			${agencyJson('a')} as agency
		from dispatch.call c join identity.agency a on a.id = c.agency_id
		where c.id = any(${[...ids]}::uuid[])`.execute(tx)
	const byId = new Map(rows.map((row) => [row.id, row]))
	return ids.flatMap((id) => {
		const row = byId.get(id)
		return row === undefined ? [] : [callRowOf(row, open)]
	})
}

function callRowOf(row: CallSql, open: 'open' | 'closed'): CallRow {
	const closed = open === 'closed' && row.type !== null && typeFacts(row.type).protectedAddress
	const located =
		closed || row.located_lon === null || row.located_lat === null
			? null
			: {
					point: [row.located_lon, row.located_lat] as [number, number],
					accuracyMetres: row.located_metres ?? 0,
					datum: row.located_datum ?? ('unknown' as const),
				}
	return {
		id: row.id,
		number: row.number,
		state: callState.parse(row.state),
		line: row.line,
		rangAt: iso(row.rang_at),
		answeredAt: isoOrNull(row.answered_at),
		endedAt: isoOrNull(row.ended_at),
		callerEnding: row.ending,
		located,
		type: row.type,
		place: row.place === null ? null : placeOf(row.place, row.id, closed),
		words: closed ? null : row.words,
		channel: row.channel,
		unspoken: row.unspoken,
		written: row.written,
		answerDueAt: isoOrNull(row.answer_due),
		incident: row.incident,
		by: row.by,
		agency: row.agency,
		generated: row.generated,
		version: row.version,
	}
}

type UnitSql = {
	id: string
	call_en: string
	call_zh: string
	kind: UnitKind
	agency: AgencyRef
	status: UnitStatus
	status_at: Date
	on_shift: boolean
	turnout_seconds: number
	out_reason: string | null
	incident: { id: string; number: string; protected: boolean } | null
	timer: TimerJson | null
	stands_in: AgencyRef | null
	lon: number | null
	lat: number | null
	heading: number | null
	fix_at: Date | null
	simulated: boolean
	drilled: boolean
	version: number
}

/** Units from a filtered source of alias `u`, by station and call sign. D32: the crew at a protected address is not drawn. */
export async function unitRows(
	tx: Tx,
	source: RawBuilder<unknown>,
	where: RawBuilder<unknown>,
	now: Date,
	own: string | null = null,
): Promise<UnitShown[]> {
	const asked = sql<UnitSql>`
		select u.id, u.call_en, u.call_zh, u.kind, u.status, u.status_at, u.on_shift, u.out_reason, u.turnout_seconds, u.simulated, u.version,
			exists (select from dispatch.drill_unit d where d.unit_id = u.id) as drilled, l.lon, l.lat, l.heading, l.at as fix_at, ${agencyJson('a')} as agency,
			case when g.id is null then null else json_build_object('id', i.id, 'number', i.number, 'protected', i.protected) end as incident,
			case when g.id is null then null else ${openTimer('i.id')} end as timer,
			case when u.stands_in_id is null then null else ${agencyJson('s')} end as stands_in
		from ${source}
		join identity.agency a on a.id = u.agency_id
		left join dispatch.last_position l on l.unit_id = u.id
		left join dispatch.assignment g on g.id = u.assignment_id
		left join dispatch.incident i on i.id = g.incident_id
		left join identity.agency s on s.id = u.stands_in_id
		where ${where} order by a.code, u.call_en`.execute(tx)
	const [crews, { rows }] = await Promise.all([crewsInUse().at(tx, now), asked])
	return rows.map((row) => unitShownOf(row, crews.get(row.id) ?? (row.drilled ? playedCrew : noCrew), now, own))
}

function unitShownOf(row: UnitSql, crew: CrewFacts, now: Date, own: string | null): UnitShown {
	const live = positionOf(row.id)
	const at = live?.at ?? row.fix_at?.getTime() ?? null
	const point = live?.point ?? (row.lon === null || row.lat === null ? null : ([row.lon, row.lat] as [number, number]))
	const hidden = row.incident?.protected === true && row.id !== own
	return {
		id: row.id,
		callSign: { en: row.call_en, zh: row.call_zh },
		kind: row.kind,
		agency: row.agency,
		status: row.status,
		statusAt: iso(row.status_at),
		onShift: row.on_shift,
		turnoutSeconds: row.turnout_seconds,
		crew: { sworn: crew.sworn, auxiliary: crew.auxiliary },
		credentials: [...crew.credentials],
		reason: row.out_reason,
		incident:
			row.incident === null ? null : { id: row.incident.id, number: row.incident.number, timer: timerOf(row.timer) },
		standsIn: row.stands_in,
		position:
			hidden || point === null || at === null
				? null
				: {
						point: [point[0], point[1]],
						at: new Date(at).toISOString(),
						heading: live?.heading ?? row.heading,
						stale: now.getTime() - at > staleAfterMs,
					},
		simulated: row.simulated,
		version: row.version,
	}
}

/** The agency of a desk. */
export async function agencyRef(tx: Tx, id: string): Promise<AgencyRef> {
	const { rows } = await sql<{ agency: AgencyRef }>`
		select ${agencyJson('a')} as agency from identity.agency a where a.id = ${id}`.execute(tx)
	return rows[0]?.agency ?? { id, code: '', en: '', zh: '' }
}
