import { sql } from 'kysely'
import type { Fact } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound } from '#kernel/refusal.ts'
import { type CallState, callState, facts, type Facts, type IncidentType } from '../contract.ts'
import { callResource, deskResource } from '../resources.ts'

/** A call as an act needs it. The number and names stay in their columns. */
export type CallOf = {
	readonly id: string
	readonly number: string
	readonly agency: string
	readonly generated: boolean
	/** Drawn to be asked about again (D232). */
	readonly sampled: boolean
	readonly state: CallState
	readonly rangAt: Date
	readonly answeredAt: Date | null
	readonly endedAt: Date | null
	readonly type: IncidentType | null
	readonly facts: Facts
	readonly placeId: string | null
	readonly located: {
		readonly point: readonly [number, number]
		readonly metres: number
		readonly datum: string
	} | null
	readonly incident: string | null
	readonly silent: boolean
	/** Something was said or keyed. */
	readonly known: boolean
	readonly version: number
}

type Row = {
	id: string
	number: string
	agency_id: string
	generated: boolean
	sampled: boolean
	state: string
	rang_at: Date
	answered_at: Date | null
	ended_at: Date | null
	type: IncidentType | null
	facts: unknown
	place_id: string | null
	located_lon: number | null
	located_lat: number | null
	located_metres: number | null
	located_datum: string | null
	incident_id: string | null
	silent: boolean
	known: boolean
	version: number
}

/** The call, locked until the act ends when `lock` is given. One wait. @throws Refusal `not_found` */
export async function needCall(tx: Tx, id: string, lock: 'lock' | 'read'): Promise<CallOf> {
	const { rows } = await sql<Row>`
		select c.id, c.number, c.agency_id, c.generated, c.sampled, c.rang_at, c.answered_at, c.ended_at, c.type, c.facts, c.place_id, c.located_lon,
			c.located_lat, c.located_metres, c.located_datum, c.incident_id, c.silent, c.version,
			c.type is not null or c.place_id is not null or exists (
				select from dispatch.story s where s.call_id = c.id and s.text is not null) as known,
			(select t.element from matters.token t where t.matter_id = c.id limit 1) as state
		from dispatch.call c where c.id = ${id} ${lock === 'lock' ? sql`for update of c` : sql``}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`call ${id}`)
	return {
		id: row.id,
		number: row.number,
		agency: row.agency_id,
		generated: row.generated,
		sampled: row.sampled,
		state: callState.parse(row.state),
		rangAt: row.rang_at,
		answeredAt: row.answered_at,
		endedAt: row.ended_at,
		type: row.type,
		facts: facts.parse(row.facts),
		placeId: row.place_id,
		located:
			row.located_lon === null || row.located_lat === null
				? null
				: {
						point: [row.located_lon, row.located_lat],
						metres: row.located_metres ?? 0,
						datum: row.located_datum ?? 'unknown',
					},
		incident: row.incident_id,
		silent: row.silent,
		known: row.known,
		version: row.version,
	}
}

export function callSubject(call: CallOf): Subject {
	return {
		resource: callResource,
		id: call.id,
		attributes: { agency: call.agency, generated: call.generated, sampled: call.sampled },
	}
}

export async function loadCall(tx: Tx, id: string) {
	const row = await needCall(tx, id, 'lock')
	return { subject: callSubject(row), row, version: row.version }
}

/** The desk of an agency: what lists and births are asked about. */
export function deskSubject(agency: string): Subject {
	return { resource: deskResource, id: agency, attributes: { agency } }
}

/**
 * D20. What an act changes of a call, each with what stood before and what stands after: the row shows only the newest,
 * the story and the ledger keep every one. Empty when nothing of these changes.
 */
export function changedOf(
	call: Pick<CallOf, 'type' | 'placeId' | 'facts'>,
	next: {
		readonly type?: IncidentType | undefined
		readonly place?: string | undefined
		readonly facts?: Facts | undefined
	},
): { readonly changed?: Fact } {
	const changed: Record<string, Fact> = {}
	if (next.type !== undefined && next.type !== call.type) changed['type'] = { before: call.type, after: next.type }
	if (next.place !== undefined && next.place !== call.placeId)
		changed['place'] = { before: call.placeId, after: next.place }
	if (next.facts !== undefined && JSON.stringify(next.facts) !== JSON.stringify(call.facts))
		changed['facts'] = { before: call.facts, after: next.facts }
	return Object.keys(changed).length === 0 ? {} : { changed }
}
