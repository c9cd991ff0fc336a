import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { needOrganisation } from '#kernel/identity/api.ts'
import { newId } from '#kernel/ids.ts'
import type { UnitKind } from '../contract.ts'
import { townPlaces } from '../replay/places.ts'
import type { TownPlace } from '../replay/plan.ts'
import { randomOf } from '../replay/random.ts'

/** A unit of the demo as the organisation lists it. */
export type DemoUnit = {
	readonly id: string
	readonly agency: string
	/** Code of the agency, equal to that of its area on the demo's map. */
	readonly agencyCode: string
	readonly kind: UnitKind
	readonly en: string
	readonly zh: string
}

export type DispatchDemo = {
	/** The bureau at whose desk the replay clock rings. */
	readonly bureau: string
	readonly units: readonly DemoUnit[]
}

/** The shift began this long before the demo does: a desk in the middle of it, earlier than anything still going on. */
const shiftSoFar = 3.5 * 3_600_000
const turnout: Readonly<Record<UnitKind, number>> = { patrol: 45, foot: 20, traffic: 40, marine: 90, support: 120 }

/**
 * D35. Writes the demo's units once: on shift, simulated, each at an address of its station, feed open; and the replay clock,
 * running. Does nothing once the organisation is real or the units are there. Runs as the owner.
 * @returns true when this call wrote them
 */
export async function seedDispatchDemo(tx: Tx, now: Date, demo: DispatchDemo): Promise<boolean> {
	if ((await needOrganisation(tx)).mode !== 'demo') return false
	const known = await sql`select 1 as one from dispatch.unit limit 1`.execute(tx)
	if (known.rows.length > 0) return false
	const places = await townPlaces(tx)
	const since = new Date(now.getTime() - shiftSoFar)
	for (const unit of demo.units) await seedUnit(tx, unit, since, now, standOf(unit, places))
	await sql`insert into dispatch.replay (agency_id, running, speed, seed) values (${demo.bureau}, true, 1, 1)
		on conflict do nothing`.execute(tx)
	return true
}

export async function seedUnit(tx: Tx, unit: DemoUnit, since: Date, now: Date, stand: TownPlace | null): Promise<void> {
	await sql`insert into dispatch.unit (id, agency_id, kind, call_en, call_zh, status, status_at, on_shift, turnout_seconds, simulated)
		values (${unit.id}, ${unit.agency}, ${unit.kind}, ${unit.en}, ${unit.zh}, 'available', ${since}, true, ${turnout[unit.kind]}, true)`.execute(
		tx,
	)
	await sql`insert into dispatch.unit_status (id, unit_id, status, at, entered_at)
		values (${newId(since.getTime())}, ${unit.id}, 'available', ${since}, ${since})`.execute(tx)
	await sql`insert into dispatch.feed (id, unit_id, opened_at) values (${newId(since.getTime())}, ${unit.id}, ${since})`.execute(
		tx,
	)
	if (stand === null) return
	await sql`insert into dispatch.last_position (unit_id, lon, lat, datum, at)
		values (${unit.id}, ${stand.point[0]}, ${stand.point[1]}, 'wgs84', ${now})`.execute(tx)
}

/** An address of the unit's own area; of the whole map for a branch, or on a map without areas. */
export function standOf(unit: DemoUnit, places: readonly TownPlace[]): TownPlace | null {
	const own = places.filter((place) => place.station === unit.agencyCode)
	const choice = own.length === 0 ? places : own
	return choice[Math.floor(randomOf(`unit ${unit.id}`)() * choice.length)] ?? null
}
