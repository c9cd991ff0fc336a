import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { type DrillState, drillState } from '../contract.ts'
import { drillResource } from '../resources.ts'

/** A drill as an act needs it. */
export type DrillOf = {
	readonly id: string
	/** The real bureau. */
	readonly agency: string
	readonly state: DrillState
	readonly crews: number
	readonly endsAt: Date
	readonly keepUntil: Date | null
	readonly proposer: string
	readonly people: readonly string[]
	/** The copy of the bureau, once it stands. */
	readonly root: string | null
	readonly version: number
}

/** Loads and locks. @throws Refusal `not_found` */
export async function needDrill(tx: Tx, id: string): Promise<DrillOf> {
	const { rows } = await sql<{
		agency_id: string
		state: string
		crews: number
		ends_at: Date
		keep_until: Date | null
		proposed_by: string
		people: readonly string[]
		root_id: string | null
		version: number
	}>`select d.agency_id, d.state, d.crews, d.ends_at, d.keep_until, d.proposed_by, d.root_id, d.version,
			coalesce((select json_agg(p.person_id) from dispatch.drill_person p where p.drill_id = d.id), '[]') as people
		from dispatch.drill d where d.id = ${id} for update of d`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`drill ${id}`)
	return {
		id,
		agency: row.agency_id,
		state: drillState.parse(row.state),
		crews: row.crews,
		endsAt: row.ends_at,
		keepUntil: row.keep_until,
		proposer: row.proposed_by,
		people: row.people,
		root: row.root_id,
		version: row.version,
	}
}

export function drillSubject(drill: Pick<DrillOf, 'id' | 'agency' | 'proposer' | 'people'>): Subject {
	const { id, agency, proposer, people } = drill
	return { resource: drillResource, id, attributes: { agency, proposer, people } }
}

export async function loadDrill(tx: Tx, id: string) {
	const row = await needDrill(tx, id)
	return { subject: drillSubject(row), row, version: row.version }
}

/** @throws Refusal `wrong_state` D250 */
export function mustBeIn(drill: DrillOf, state: DrillState): void {
	if (drill.state === state) return
	throw new Refusal(
		'wrong_state',
		state === 'running'
			? { en: 'The drill does not run.', zh: '演练不在进行中。' }
			: { en: 'The drill was decided before.', zh: '该演练已作出决定。' },
		{ rule: 'D250' },
	)
}

/** Whether an agency is of a drill. */
export async function isOfDrill(tx: Tx, agency: string): Promise<boolean> {
	const { rows } = await sql<{ drill: boolean }>`select identity.drill_of(${agency}) is not null as drill`.execute(tx)
	return rows[0]?.drill === true
}

/** Agencies of a drill, in SQL. */
export const agenciesOfDrill = (drill: string): RawBuilder<unknown> =>
	sql`(select g.id from identity.agency g where g.drill_id = ${drill}::uuid)`

/** Drills whose end has come, and those kept long enough: the clock's. */
export async function dueDrills(
	tx: Tx,
	now: Date,
): Promise<readonly { readonly id: string; readonly act: 'end' | 'erase' }[]> {
	const { rows } = await sql<{ id: string; act: 'end' | 'erase' }>`
		select id, 'end' as act from dispatch.drill where state = 'running' and ends_at <= ${now}
		union all select id, 'erase' from dispatch.drill where state = 'ended' and keep_until <= ${now}`.execute(tx)
	return rows
}
