import { sql } from 'kysely'
import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { Disposition, IncidentType, UnitKind, UnitStatus } from '../contract.ts'

/** A simulated unit as the clock drives it. */
export type Driven = {
	readonly id: string
	readonly kind: UnitKind
	readonly status: UnitStatus
	readonly version: number
	readonly turnoutSeconds: number
	readonly outReason: string | null
	readonly assignment: string | null
	readonly incident: string | null
	readonly type: IncidentType | null
	readonly target: Point | null
	/** A person set its status since it was sent, or its crew is signed in: the clock leaves the status alone. */
	readonly byHand: boolean
}

/** Simulated units on shift, in a fixed order. One wait. */
export async function drivenUnits(tx: Tx, now: Date): Promise<readonly Driven[]> {
	const seen = new Date(now.getTime() - 15 * 60_000)
	const { rows } = await sql<{
		id: string
		kind: UnitKind
		status: UnitStatus
		version: number
		turnout_seconds: number
		out_reason: string | null
		assignment_id: string | null
		incident_id: string | null
		type: IncidentType | null
		lon: number | null
		lat: number | null
		by_hand: boolean
	}>`select u.id, u.kind, u.status, u.version, u.turnout_seconds, u.out_reason, u.assignment_id, a.incident_id, c.type, p.lon, p.lat,
			(a.id is not null and exists (select from dispatch.story s where s.incident_id = a.incident_id and s.at >= a.dispatched_at
				and s.act in ('dispatch.unit.set-status', 'dispatch.unit.clear') and s.fact ->> 'unit' = u.id::text
				and s.post_kind <> 'system'))
			or exists (select from identity.crew w join identity.session e on e.person_id = w.person_id
					and identity.drill_of(e.agency_id) is not distinct from w.drill_id
				where w.unit_id = u.id and w.from_at <= ${now} and (w.until_at is null or w.until_at > ${now})
					and e.revoked_at is null and e.expires_at > ${now} and e.last_seen_at > ${seen}) as by_hand
		from dispatch.unit u
		left join dispatch.assignment a on a.id = u.assignment_id
		left join dispatch.incident i on i.id = a.incident_id
		left join dispatch.classification c on c.id = i.classification_id
		left join dispatch.place p on p.id = i.place_id
		where u.simulated and u.on_shift order by u.id`.execute(tx)
	return rows.map((row) => ({
		id: row.id,
		kind: row.kind,
		status: row.status,
		version: row.version,
		turnoutSeconds: row.turnout_seconds,
		outReason: row.out_reason,
		assignment: row.assignment_id,
		incident: row.incident_id,
		type: row.type,
		target: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
		byHand: row.by_hand,
	}))
}

export type OpenCall = {
	readonly id: string
	readonly number: string
	readonly state: string
	readonly version: number
	/** A person has done something with it. */
	readonly byHand: boolean
}

/** Generated calls of a desk that no one has settled, oldest first, and how many calls are open at all. */
export async function openCalls(tx: Tx, desk: string): Promise<readonly OpenCall[]> {
	const { rows } = await sql<{ id: string; number: string; state: string; version: number; by_hand: boolean }>`
		select c.id, c.number, c.version, (select t.element from matters.token t where t.matter_id = c.id limit 1) as state,
			exists (select from dispatch.story s where s.call_id = c.id and s.post_kind <> 'system') as by_hand
		from dispatch.call c where c.agency_id = ${desk} and c.generated and not c.settled order by c.rang_at, c.id limit 100`.execute(
		tx,
	)
	return rows.map((row) => ({
		id: row.id,
		number: row.number,
		state: row.state,
		version: row.version,
		byHand: row.by_hand,
	}))
}

export type OpenIncident = {
	readonly id: string
	readonly number: string
	readonly state: string
	readonly version: number
	readonly type: IncidentType
	readonly priority: number
	readonly disposition: Disposition | null
	readonly arrived: boolean
	readonly byHand: boolean
}

/** Generated incidents of a desk that have not ended, oldest first. */
export async function openIncidents(tx: Tx, desk: string): Promise<readonly OpenIncident[]> {
	const { rows } = await sql<{
		id: string
		number: string
		state: string
		version: number
		type: IncidentType
		priority: number
		disposition: Disposition | null
		arrived: boolean
		by_hand: boolean
	}>`select i.id, i.number, i.version, c.type, c.priority, d.code as disposition,
			(select t.element from matters.token t where t.matter_id = i.id limit 1) as state,
			exists (select from dispatch.assignment a where a.incident_id = i.id and a.on_scene_at is not null) as arrived,
			exists (select from dispatch.story s where s.incident_id = i.id and s.post_kind not in ('system', 'nobody')) as by_hand
		from dispatch.incident i
		join dispatch.classification c on c.id = i.classification_id
		left join dispatch.disposition d on d.id = i.disposition_id
		where i.desk_id = ${desk} and i.generated and not i.closed order by i.received_at, i.id limit 100`.execute(tx)
	return rows.map((row) => ({
		id: row.id,
		number: row.number,
		state: row.state,
		version: row.version,
		type: row.type,
		priority: row.priority,
		disposition: row.disposition,
		arrived: row.arrived,
		byHand: row.by_hand,
	}))
}

/** Desks whose replay clock runs, while the organisation is the demo, and those of drills (D251). */
export async function runningDesks(
	tx: Tx,
): Promise<
	readonly { readonly desk: string; readonly speed: number; readonly seed: number; readonly calls: number }[]
> {
	const { rows } = await sql<{ agency_id: string; speed: number; seed: number; calls: number }>`
		select agency_id, speed, seed, calls from dispatch.replay
		where running and (identity.drill_of(agency_id) is not null
			or not exists (select from identity.organisation where mode = 'real')) order by agency_id`.execute(tx)
	return rows.map((row) => ({ desk: row.agency_id, speed: row.speed, seed: row.seed, calls: row.calls }))
}
