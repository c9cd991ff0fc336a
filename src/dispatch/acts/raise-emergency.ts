import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type ActContext, type Done, performs } from '#kernel/act.ts'
import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { openMatter } from '#kernel/matters/api.ts'
import { facts as factsOf, raiseEmergency } from '../contract.ts'
import { mapInUse } from '../machine.ts'
import { positionOf } from '../positions.ts'
import { codeFrom } from '../rules/plain.ts'
import { planOf, priorityOf } from '../rules/tables.ts'
import { answeringAgency, fixPlace } from '../store/place.ts'
import { loadUnit, type UnitOf } from '../store/unit.ts'
import { incidentOpened, nextNumber, story, writeAll } from '../store/write.ts'
import { bornWrites } from './open-incident.ts'

const type = 'officer_emergency'
/** A phone that was offline longer than a shift does not say when. */
const oldestMs = 12 * 3_600_000

/** D120. */
export const performRaiseEmergency = performs(raiseEmergency, {
	load: async (tx, input) => ({ ...(await loadUnit(tx, input.unit)), version: null }),
	run: (context, unit, input) => pressed(context, unit, input, raiseEmergency.name),
})

/** The incident of one press, at the agencies of the unit. `act` names the press in the story. */
export async function pressed(
	context: ActContext,
	unit: UnitOf,
	input: Given & { readonly at?: string | undefined },
	act: string,
): Promise<Done<{ incident: string; number: string; again: boolean }>> {
	const { tx, who, now } = context
	const open = await openOf(tx, unit.id)
	if (open !== null) return pressedAgain(context, unit.id, open)
	const at = momentOf(input.at, now)
	const facts = factsOf.parse({ ongoing: 'yes' })
	const { priority, rule } = priorityOf(type, facts)
	const fix = await placeOf(tx, unit, input)
	const near = (await mapInUse()?.near(tx, fix.point)) ?? undefined
	const place = fixPlace(context, fix, near)
	const desk = await bureauOf(tx, unit.agency)
	const { agency, area } = await answeringAgency(tx, desk, fix.point)
	const { matter: id } = await openMatter(tx, {
		kind: 'incident',
		process: 'dispatch.incident',
		agency,
		now,
		id: newId(now.getTime()),
	})
	const number = await nextNumber(tx, desk, 'incident', now)
	const needs = planOf({ type, priority, weapon: facts.weapon, area, level: 1 }).units
	const born = {
		id,
		number,
		code: codeFrom(randomBytes(10)),
		agency,
		desk,
		type,
		facts,
		priority,
		rule,
		needs,
	} as const
	await writeAll(tx, [
		place.write,
		...bornWrites(context, born, place.id, null),
		sql`insert into dispatch.emergency (incident_id, unit_id, person_id, raised_at, received_at)
			values (${id}, ${unit.id}, ${who.person}, ${at}, ${now})`,
		story(context, { act, incident: id, at, fact: { unit: unit.id, type, priority, number } }),
	])
	return {
		output: { incident: id, number, again: false },
		fact: { incident: id, unit: unit.id, number, type, priority, at: at.toISOString(), from: fix.from },
		messages: [incidentOpened(id), emergencyChanged(id, 'raised')],
		matter: id,
	}
}

/** The alarm stands: the same incident, told once more. */
async function pressedAgain(
	context: ActContext,
	unit: string,
	{ id, number }: { readonly id: string; readonly number: string },
): Promise<Done<{ incident: string; number: string; again: boolean }>> {
	await writeAll(context.tx, [story(context, { act: raiseEmergency.name, incident: id, fact: { unit, again: true } })])
	return {
		output: { incident: id, number, again: true },
		fact: { incident: id, unit, again: true },
		messages: [emergencyChanged(id, 'raised')],
		matter: id,
	}
}

export const emergencyChanged = (id: string, state: 'raised' | 'answered' | 'silenced') => ({
	topic: 'dispatch.emergency.changed',
	resource: { type: 'Incident', id },
	body: { state },
})

async function openOf(tx: Tx, unit: string): Promise<{ readonly id: string; readonly number: string } | null> {
	const { rows } = await sql<{ id: string; number: string }>`select i.id, i.number from dispatch.emergency e
		join dispatch.incident i on i.id = e.incident_id where e.unit_id = ${unit} and e.silenced_at is null`.execute(tx)
	return rows[0] ?? null
}

/** The phone's time when it can be, else ours. */
function momentOf(given: string | undefined, now: Date): Date {
	const at = given === undefined ? Number.NaN : Date.parse(given)
	if (Number.isNaN(at) || at > now.getTime() || at < now.getTime() - oldestMs) return now
	return new Date(at)
}

type Given = {
	readonly lon?: number | undefined
	readonly lat?: number | undefined
	readonly accuracyMetres?: number | undefined
}
type Fix = { readonly point: Point; readonly metres: number; readonly from: 'phone' | 'unit' | 'station' }

/** Where the phone was, else where the unit was last, else the middle of its station's area or of the map. */
async function placeOf(tx: Tx, unit: UnitOf, given: Given): Promise<Fix> {
	const map = mapInUse()
	const { lon, lat } = given
	if (
		lon !== undefined &&
		lat !== undefined &&
		Math.abs(lon) <= 180 &&
		Math.abs(lat) <= 90 &&
		map?.inside([lon, lat]) !== false
	)
		return { point: [lon, lat], metres: Math.min(50_000, Math.max(0, given.accuracyMetres ?? 0)), from: 'phone' }
	const live = positionOf(unit.id)
	if (live !== null) return { point: live.point, metres: live.accuracyMetres ?? 0, from: 'unit' }
	const { rows } = await sql<{ lon: number; lat: number; kept: boolean }>`
		select coalesce(l.lon, st_x(p.point)) as lon, coalesce(l.lat, st_y(p.point)) as lat, l.unit_id is not null as kept
		from dispatch.unit u join identity.agency a on a.id = u.agency_id
		left join dispatch.last_position l on l.unit_id = u.id
		left join lateral (select st_pointonsurface(r.shape) as point from geo.area r where r.map_version = ${map?.version ?? ''}::text
			order by (r.code = a.code) desc limit 1) p on true
		where u.id = ${unit.id}`.execute(tx)
	const row = rows[0]
	return {
		point: [row?.lon ?? 0, row?.lat ?? 0],
		metres: row?.kept === true ? 0 : 20_000,
		from: row?.kept === true ? 'unit' : 'station',
	}
}

/** The bureau at whose desk the unit's calls ring: the nearest county above, else its own agency. */
async function bureauOf(tx: ActContext['tx'], agency: string): Promise<string> {
	const { rows } = await sql<{
		id: string
	}>`select a.id from identity.agency_closure k join identity.agency a on a.id = k.ancestor
		where k.descendant = ${agency} and a.tier = 'county' and a.branch is null order by k.depth limit 1`.execute(tx)
	return rows[0]?.id ?? agency
}
