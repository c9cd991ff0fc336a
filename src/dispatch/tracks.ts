import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Fix } from './positions.ts'
import { trackDaysOf } from './rules/tables.ts'

/**
 * D112. Fixes that may be kept: those of a unit while it is on an incident. Which they are is asked of the assignments when
 * they are saved, in batches; all others are forgotten then. Never one of a protected incident, at most one in ten seconds, and none while
 * the unit stands: what is kept says where it went for the incident, and no more.
 */

const everyMs = 10_000
/** About this far a unit must have gone, in degrees of latitude: 10 m. */
const stepDegrees = 10 / 111_195
/** Between two savings, for each unit: what a phone that was offline brings. */
const mostWaiting = 360

const waiting = new Map<string, Map<number, Fix>>()
const newest = new Map<string, Fix>()

/** Looks at a fix that was taken; keeps it in memory until the next saving. */
export function noteForTrack(fix: Fix): void {
	const last = newest.get(fix.unit)
	if (last !== undefined && fix.at >= last.at) {
		if (fix.at - last.at < everyMs || isNear(last, fix)) return
	}
	if (last === undefined || fix.at > last.at) newest.set(fix.unit, fix)
	const own = waiting.get(fix.unit) ?? new Map<number, Fix>()
	waiting.set(fix.unit, own)
	if (own.size < mostWaiting) own.set(slotOf(fix.at), fix)
}

const slotOf = (at: number): number => Math.floor(at / everyMs)

function isNear(a: Fix, b: Fix): boolean {
	const squeeze = Math.cos((b.point[1] * Math.PI) / 180)
	return Math.hypot((b.point[0] - a.point[0]) * squeeze, b.point[1] - a.point[1]) < stepDegrees
}

/** What waits is forgotten: of one unit, or all. */
export function forgetTracks(unit?: string): void {
	for (const map of [waiting, newest]) {
		if (unit === undefined) map.clear()
		else map.delete(unit)
	}
}

/** Writes what was noted of units within their time on an incident; the rest is forgotten. One statement. */
export async function saveTracks(tx: Tx): Promise<void> {
	const fixes = [...waiting.values()].flatMap((own) => [...own.values()])
	waiting.clear()
	if (fixes.length === 0) return
	const rows = JSON.stringify(
		fixes.map((fix) => ({
			unit_id: fix.unit,
			slot: slotOf(fix.at),
			lon: fix.point[0],
			lat: fix.point[1],
			metres: fix.accuracyMetres,
			at: new Date(fix.at).toISOString(),
		})),
	)
	const days = JSON.stringify(Object.fromEntries([1, 2, 3, 4, 5].map((priority) => [priority, trackDaysOf(priority)])))
	await sql`insert into dispatch.track (incident_id, unit_id, slot, lon, lat, accuracy_metres, at, delete_at)
		select i.id, r.unit_id, r.slot, r.lon, r.lat, r.metres, r.at,
			r.at + make_interval(days => (${days}::text::jsonb ->> c.priority::text)::int)
		from jsonb_to_recordset(${rows}::text::jsonb) as r (unit_id uuid, slot bigint, lon float8, lat float8, metres float8, at timestamptz)
		join dispatch.assignment a on a.unit_id = r.unit_id and r.at >= a.dispatched_at and (a.cleared_at is null or r.at <= a.cleared_at)
		join dispatch.incident i on i.id = a.incident_id and not i.protected
		join dispatch.classification c on c.id = i.classification_id
		on conflict do nothing`.execute(tx)
}

/** D112. Deletes what was kept long enough. */
export async function deleteTracks(tx: Tx, now: Date): Promise<void> {
	await sql`delete from dispatch.track where delete_at <= ${now}`.execute(tx)
}
