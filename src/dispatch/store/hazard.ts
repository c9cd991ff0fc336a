import { type RawBuilder, sql } from 'kysely'
import type { ActContext, Done } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { filteredRows, whereOf } from '#kernel/powers/filter.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import {
	approveHazard,
	hazardChanged,
	type HazardKind,
	type HazardRow,
	type HazardShown,
	type HazardState,
	hazardState,
	refuseHazard,
	withdrawHazard,
} from '../contract.ts'
import { powersInUse } from '../machine.ts'
import { hazardResource } from '../resources.ts'
import { incidentsFor } from './seen.ts'
import { story, writeAll } from './write.ts'

/** A hazard as an act needs it. */
export type HazardOf = {
	readonly id: string
	readonly agency: string
	readonly desk: string
	readonly incident: string
	readonly kind: HazardKind
	readonly months: number
	readonly proposer: string
	readonly state: HazardState
	readonly version: number
}

/** Loads and locks; one that ended is not there (D172). @throws Refusal `not_found` */
export async function loadHazard(tx: Tx, id: string, now: Date) {
	const { rows } = await sql<{
		id: string
		agency_id: string
		desk_id: string
		incident_id: string
		kind: HazardKind
		months: number
		proposed_by: string
		state: string
		version: number
	}>`select id, agency_id, desk_id, incident_id, kind, months, proposed_by, state, version from dispatch.hazard
		where id = ${id} and (until_at is null or until_at > ${now}) for update`.execute(tx)
	const found = rows[0]
	if (found === undefined) throw notFound(`hazard ${id}`)
	const row: HazardOf = {
		id: found.id,
		agency: found.agency_id,
		desk: found.desk_id,
		incident: found.incident_id,
		kind: found.kind,
		months: found.months,
		proposer: found.proposed_by,
		state: hazardState.parse(found.state),
		version: found.version,
	}
	return { subject: hazardSubject(row), row, version: row.version }
}

export function hazardSubject(row: Pick<HazardOf, 'id' | 'agency' | 'desk' | 'proposer' | 'state'>): Subject {
	const { id, agency, desk, proposer, state } = row
	return { resource: hazardResource, id, attributes: { agency, desk, proposer, state } }
}

/** @throws Refusal `wrong_state` */
export function mustStand(row: HazardOf, state: 'proposed' | 'in_force'): void {
	if (row.state === state) return
	throw new Refusal(
		'wrong_state',
		state === 'proposed'
			? { en: 'It was decided before.', zh: '该提示已有决定。' }
			: { en: 'It is not in force.', zh: '该提示未生效。' },
		{ rule: 'D171' },
	)
}

/** D172. What has ended is deleted: the end of every act on hazards. */
export async function deleteEnded(tx: Tx, now: Date): Promise<void> {
	await sql`delete from dispatch.hazard where until_at <= ${now}::timestamptz
		or ended_at <= ${now}::timestamptz - interval '30 days'`.execute(tx)
}

/** Writes the decision, a line of the incident's story, and what is told. */
export async function decideHazard(
	context: ActContext,
	row: HazardOf,
	act: string,
	state: HazardState,
	changes: RawBuilder<unknown>,
): Promise<Done<{ hazard: string; state: HazardState; version: number }>> {
	await writeAll(context.tx, [
		sql`update dispatch.hazard set state = ${state}, version = version + 1, ${changes} where id = ${row.id}`,
		story(context, { act, incident: row.incident, fact: { hazard: row.id, kind: row.kind } }),
	])
	await deleteEnded(context.tx, context.now)
	return {
		output: { hazard: row.id, state, version: row.version + 1 },
		fact: { hazard: row.id, kind: row.kind, state },
		messages: [{ topic: hazardChanged, resource: { type: 'Incident', id: row.incident }, body: { state } }],
		matter: row.incident,
	}
}

type Row = {
	id: string
	kind: HazardKind
	note: string | null
	state: string
	until_at: Date | null
	incident: { id: string; number: string } | null
}

/** The incident cited, for those who may see it (D173). */
const cited = (
	who: Who,
	now: Date,
) => sql`(select json_build_object('id', i.id, 'number', i.number) from dispatch.incident i
	where i.id = h.incident_id and coalesce(${whereOf(incidentsFor(who, now), 'i')}, false)) as incident`

const shownOf = (row: Row): HazardShown => ({
	id: row.id,
	kind: row.kind,
	note: row.note,
	state: hazardState.parse(row.state),
	until: row.until_at?.toISOString() ?? null,
	incident: row.incident,
})

/** The verified address of a place; null when it has none. */
export async function houseOf(
	tx: Tx,
	place: string,
): Promise<{ readonly zh: string; readonly point: readonly [number, number] } | null> {
	const { rows } = await sql<{
		zh: string
		lon: number
		lat: number
	}>`select words_zh as zh, lon, lat from dispatch.place
		where id = ${place} and verified and address is not null and lon is not null`.execute(tx)
	const row = rows[0]
	return row === undefined ? null : { zh: row.zh, point: [row.lon, row.lat] }
}

/** The same of a call at a desk; null for a call of another. */
export async function houseOfCall(tx: Tx, call: string, desk: string) {
	const { rows } = await sql<{ place_id: string | null }>`select place_id from dispatch.call
		where id = ${call} and agency_id = ${desk}`.execute(tx)
	const place = rows[0]?.place_id ?? null
	return place === null ? null : houseOf(tx, place)
}

/** The same house: the same words within about a hundred metres, whatever id the map in use gives it. */
export const sameHouse = (at: { readonly zh: string; readonly point: readonly [number, number] }) => sql`
	(h.words_zh = ${at.zh} and abs(h.lon - ${at.point[0]}) < 0.001 and abs(h.lat - ${at.point[1]}) < 0.001)`

/** D173. In force now at a house, and, for an incident, what was proposed at it and waits. */
export async function hazardsAt(
	tx: Tx,
	who: Who,
	now: Date,
	where: RawBuilder<unknown>,
	proposedAt: string | null,
): Promise<HazardShown[]> {
	const { rows } = await sql<Row>`
		select h.id, h.kind, h.note, h.state, h.until_at, ${cited(who, now)} from dispatch.hazard h
		where identity.drill_of(h.desk_id) is not distinct from ${who.drill}::uuid
			and ((h.state = 'in_force' and h.until_at > ${now}::timestamptz and ${where})
			or (h.state = 'proposed' and h.incident_id = ${proposedAt}::uuid))
		order by h.state = 'proposed', h.kind, h.id limit 50`.execute(tx)
	return rows.map(shownOf)
}

const deciding = [approveHazard, refuseHazard, withdrawHazard].map((one) => one.name)

/** D171. What waits for a decision, then what is in force by its end. */
export async function hazardsToDecide(tx: Tx, who: Who, now: Date, most: number): Promise<HazardRow[]> {
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	const seen = powersInUse().filter(who, hazardResource.see, hazardResource, context)
	const { rows } = await sql<
		Row & {
			agency_id: string
			desk_id: string
			proposed_by: string
			words_en: string
			words_zh: string
			proposed_at: Date
			version: number
		}
	>`select h.id, h.kind, h.note, h.state, h.until_at, ${cited(who, now)}, h.agency_id, h.desk_id, h.proposed_by, h.words_en,
			h.words_zh, h.proposed_at, h.version
		from ${filteredRows(seen, 'h')} where h.state = 'proposed' or (h.state = 'in_force' and h.until_at > ${now}::timestamptz)
		order by h.state = 'in_force', coalesce(h.until_at, h.proposed_at), h.id limit ${most}`.execute(tx)
	return rows.map((row) => {
		const state = hazardState.parse(row.state)
		const subject = hazardSubject({
			id: row.id,
			agency: row.agency_id,
			desk: row.desk_id,
			proposer: row.proposed_by,
			state,
		})
		const open = state === 'proposed' ? deciding.slice(0, 2) : deciding.slice(2)
		return {
			...shownOf(row),
			place: { en: row.words_en, zh: row.words_zh },
			proposedAt: row.proposed_at.toISOString(),
			may: open.filter((name) => powersInUse().decide(who, name, subject, context).allowed),
			version: row.version,
		}
	})
}
