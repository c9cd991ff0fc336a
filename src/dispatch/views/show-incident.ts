import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { filteredRows, whereOf } from '#kernel/powers/filter.ts'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import type { Who } from '#kernel/who.ts'
import {
	type AgencyRef,
	classifyIncident,
	type Facts,
	type IncidentType,
	type RuleShown,
	showIncident,
} from '../contract.ts'
import { powersInUse } from '../machine.ts'
import { majorOf } from '../rules/major.ts'
import { typeFacts } from '../rules/tables.ts'
import { type IncidentOf, incidentSubject, needIncident } from '../store/incident.ts'
import { majorShown } from '../store/major.ts'
import { nextActs } from '../store/next.ts'
import { callRows, incidentRows, unitRows } from '../store/rows.ts'
import { callsFor, unitsFor } from '../store/seen.ts'
import {
	agencyJson,
	byJson,
	iso,
	isoOrNull,
	type PlaceJson,
	placeJson,
	placeOf,
	type TimerJson,
	timerJson,
	timerOf,
} from '../store/shown.ts'
import { storyOf } from '../store/story.ts'

const linesShown = 300

/** The whole story of one incident. D32: its address in clear only for those who may know it. */
export const showIncidentDetail = shows(showIncident, {
	subject: async (tx, input) => incidentSubject(await needIncident(tx, input.incident, 'read')),
	show: async ({ tx, who, now, purpose }, input) => {
		const incident = await needIncident(tx, input.incident, 'read')
		const context = { now: Math.floor(now.getTime() / 1000), purpose: purpose !== null }
		const knows =
			!incident.protected ||
			powersInUse().decide(who, 'dispatch.address.show', incidentSubject(incident), context).allowed
		const [row] = await incidentRows(tx, [incident.id], knows ? 'open' : 'closed')
		if (row === undefined) throw notFound()
		const calls = await sql<{
			id: string
		}>`select c.id from dispatch.call c where c.incident_id = ${incident.id}
			and ${whereOf(callsFor(who, now, purpose !== null), 'c')} order by c.rang_at`.execute(tx)
		return {
			output: {
				...row,
				...(await processOf(tx, incident)),
				facts: incident.facts,
				...(await historyOf(tx, incident, !knows)),
				calls: await callRows(
					tx,
					calls.rows.map((call) => call.id),
					knows ? 'open' : 'closed',
				),
				assignments: await assignmentsOf(tx, who, incident, now),
				story: await storyOf(tx, incident.id, linesShown, knows),
				report: knows ? await reportOf(tx, incident) : null,
				major: await majorNow(tx, who, incident, context),
				receiptNumber: incident.receiptNumber,
				reportedCrime: incident.types.some((type) => typeFacts(type).reportedCrime),
				needsPower: typeFacts(incident.type).needsPower,
				next: nextActs(incident),
				closedAt: incident.closed ? isoOrNull(incident.closedAt) : null,
			},
			records: [{ type: 'Incident', id: incident.id }, ...calls.rows.map((call) => ({ type: 'Call', id: call.id }))],
			matter: incident.id,
		}
	},
})

/** D205. What the table says now with the clock it began, and whom it was handed up to. */
async function majorNow(
	tx: Tx,
	who: Who,
	incident: IncidentOf,
	context: { readonly now: number; readonly purpose: boolean },
) {
	const { told, running } = await majorShown(tx, incident.id)
	const major = incident.closed ? null : majorOf(incident)
	return {
		now:
			major === null
				? null
				: {
						tier: major.tier,
						why: major.why,
						rule: major.rule,
						tells: [...major.tells],
						dueAt: running === null ? null : iso(running.due),
					},
		told,
		mayCount:
			!incident.closed && powersInUse().decide(who, classifyIncident.name, incidentSubject(incident), context).allowed,
	}
}

const kinds = ['rang', 'answered', 'received', 'dispatched', 'en_route', 'on_scene', 'cleared', 'closed'] as const
const timerFor: Readonly<Partial<Record<(typeof kinds)[number], string>>> = {
	answered: 'answer',
	dispatched: 'dispatch',
	en_route: 'en_route',
	on_scene: 'on_scene',
	cleared: 'clear',
	closed: 'close',
}

/** Where it stands in its drawing, and every time against its target. */
async function processOf(tx: Tx, incident: IncidentOf) {
	const { rows } = await sql<{
		version: number
		element: string
		times: readonly { kind: string; at: string }[]
		timers: readonly TimerJson[]
		rang: Date | null
		answered: Date | null
		answer: TimerJson | null
	}>`
		select d.version, t.element,
			coalesce((select json_agg(json_build_object('kind', s.kind, 'at', s.first) order by s.first)
				from (select kind, min(at) as first from dispatch.incident_time where incident_id = m.id group by kind) s), '[]') as times,
			coalesce((select json_agg(${timerJson} order by t.set_at desc) from matters.timer t
				where t.matter_id = m.id and (t.dropped_at is null or t.met_at is not null)), '[]') as timers,
			c.rang_at as rang, c.answered_at as answered,
			(select ${timerJson} from matters.timer t where t.matter_id = c.id and t.kind = 'answer' order by t.set_at desc limit 1) as answer
		from matters.matter m join matters.drawing d on d.id = m.drawing_id join matters.token t on t.matter_id = m.id
		left join lateral (select c.id, c.rang_at, c.answered_at from dispatch.call c where c.incident_id = m.id order by c.rang_at limit 1) c on true
		where m.id = ${incident.id} limit 1`.execute(tx)
	const row = rows[0]
	const first = new Map(row?.times.map((time) => [time.kind, iso(time.at)]))
	if (row?.rang != null) first.set('rang', iso(row.rang))
	if (row?.answered != null) first.set('answered', iso(row.answered))
	const timer = (kind: string | undefined) =>
		kind === 'answer' ? (row?.answer ?? null) : (row?.timers.find((one) => one.kind === kind) ?? null)
	return {
		process: { key: 'dispatch.incident', version: String(row?.version ?? 1), element: row?.element ?? incident.state },
		times: kinds
			.filter((kind) => row?.rang != null || (kind !== 'rang' && kind !== 'answered'))
			.map((kind) => ({
				kind,
				at: kind === 'closed' && !incident.closed ? null : (first.get(kind) ?? null),
				timer: timerOf(timer(timerFor[kind])),
			})),
	}
}

type By = { post: string; agency: AgencyRef | null }

async function historyOf(tx: Tx, incident: IncidentOf, closed: boolean) {
	const classified = await sql<{
		type: IncidentType
		priority: number
		facts: Facts
		rule: RuleShown
		reason: string | null
		at: Date
		by: By
	}>`select c.type, c.priority, c.facts, c.rule, c.reason, c.at, ${byJson('c')} as by from dispatch.classification c
		where c.incident_id = ${incident.id} order by c.at desc, c.id desc`.execute(tx)
	// Earlier places hang on the story lines of the acts that set them.
	const places = await sql<{ place: PlaceJson; reason: string | null; at: Date; by: By }>`
		select ${placeJson('p')} as place, p.forced_reason as reason, p.at, ${byJson('p')} as by from dispatch.place p
		where p.id in (select ${incident.placeId}::uuid union select (s.fact ->> 'before')::uuid from dispatch.story s
			where s.incident_id = ${incident.id} and s.act = 'dispatch.incident.place')
		order by p.at desc, p.id desc`.execute(tx)
	const cards = await sql<{
		id: string
		at: Date
		answer: { ranked: readonly { unit: string; chosen: boolean }[] }
		sent: string[]
	}>`
		select id, at, answer, sent from dispatch.card where incident_id = ${incident.id} order by at`.execute(tx)
	const up = await sql<{ to: AgencyRef; reason: string; at: Date }>`
		select ${agencyJson('a')} as to, h.reason, h.at from dispatch.hand_up h join identity.agency a on a.id = h.agency_id
		where h.incident_id = ${incident.id} order by h.at, array_position(array['county', 'city', 'province'], a.tier)`.execute(
		tx,
	)
	const above = await sql<{ agency: AgencyRef }>`
		select ${agencyJson('a')} as agency from identity.agency_closure k join identity.agency a on a.id = k.ancestor
		where k.descendant = ${incident.agency} and k.depth > 0 and a.branch is null order by k.depth`.execute(tx)
	return {
		classifications: classified.rows.map((row) => ({ ...row, at: iso(row.at) })),
		places: places.rows.map((row) => ({
			place: placeOf(row.place, incident.id, closed),
			reason: row.reason,
			at: iso(row.at),
			by: row.by,
		})),
		cards: cards.rows.map((row) => ({
			id: row.id,
			at: iso(row.at),
			chosen: row.answer.ranked.filter((one) => one.chosen).map((one) => one.unit),
			sent: row.sent,
		})),
		handedUp: up.rows.map((row) => ({ ...row, at: iso(row.at) })),
		above: above.rows.map((row) => row.agency),
	}
}

async function assignmentsOf(tx: Tx, who: Who, incident: IncidentOf, now: Date) {
	const { rows } = await sql<{
		id: string
		unit_id: string
		card_id: string | null
		override: string | null
		dispatched_at: Date
		en_route_at: Date | null
		on_scene_at: Date | null
		cleared_at: Date | null
		by: By
	}>`select a.id, a.unit_id, a.card_id, a.override, a.dispatched_at, a.en_route_at, a.on_scene_at, a.cleared_at, ${byJson('a')} as by
		from dispatch.assignment a where a.incident_id = ${incident.id} order by a.dispatched_at, a.id`.execute(tx)
	if (rows.length === 0) return []
	// Whoever sees the incident sees which units came; where they are now stays a matter of who may see the unit.
	const ids = rows.map((row) => row.unit_id)
	const units = await unitRows(tx, sql`dispatch.unit u`, sql`u.id in (${sql.join(ids)})`, now, who.unit)
	const seen = await sql<{
		id: string
	}>`select u.id from ${filteredRows(unitsFor(who, now), 'u')} where u.id in (${sql.join(ids)})`.execute(tx)
	const mine = new Set(seen.rows.map((row) => row.id))
	const byId = new Map(
		units.map((unit) => [unit.id, mine.has(unit.id) ? unit : { ...unit, position: null, incident: null }]),
	)
	return rows.flatMap((row) => {
		const unit = byId.get(row.unit_id)
		if (unit === undefined) return []
		return [
			{
				id: row.id,
				unit,
				card: row.card_id,
				override: row.override,
				by: row.by,
				dispatchedAt: iso(row.dispatched_at),
				enRouteAt: isoOrNull(row.en_route_at),
				onSceneAt: isoOrNull(row.on_scene_at),
				clearedAt: isoOrNull(row.cleared_at),
			},
		]
	})
}

async function reportOf(tx: Tx, incident: IncidentOf): Promise<string | null> {
	const { rows } = await sql<{ report: string | null }>`
		select d.report from dispatch.disposition d where d.incident_id = ${incident.id} order by d.at desc, d.id desc limit 1`.execute(
		tx,
	)
	return rows[0]?.report ?? null
}
