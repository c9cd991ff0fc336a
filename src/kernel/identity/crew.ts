import type { Tx } from '../db/schema.ts'
import { newId } from '../ids.ts'

/**
 * A person crews a unit from..until (null: until taken off); whatever they crewed before ends; of a unit of a
 * drill, what they crewed in that drill (I31). Called by the slice that
 * keeps the units, from its act.
 */
export async function crewUnit(
	tx: Tx,
	person: string,
	unit: string,
	from: Date,
	until: Date | null,
	drill: string | null = null,
): Promise<void> {
	await endCrew(tx, { person, drill }, from)
	await tx
		.insertInto('identity.crew')
		.values({
			id: newId<'crew'>(from.getTime()),
			person_id: person,
			unit_id: unit,
			drill_id: drill,
			from_at: from,
			until_at: until,
		})
		.execute()
}

/** Everyone on the unit is taken off at `now`. */
export async function uncrewUnit(tx: Tx, unit: string, now: Date): Promise<void> {
	await endCrew(tx, { unit }, now)
}

async function endCrew(
	tx: Tx,
	of: { person: string; drill: string | null } | { unit: string },
	now: Date,
): Promise<void> {
	const on = tx
		.updateTable('identity.crew')
		.set({ until_at: now })
		.where('from_at', '<', now)
		.where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
	await ('person' in of
		? on.where('person_id', '=', of.person).where('drill_id', 'is not distinct from', of.drill)
		: on.where('unit_id', '=', of.unit)
	).execute()
}

/** Ids of the people who crew the unit at `now`. */
export async function findCrew(tx: Tx, unit: string, now: Date): Promise<readonly string[]> {
	const rows = await tx
		.selectFrom('identity.crew')
		.select('person_id')
		.where('unit_id', '=', unit)
		.where('from_at', '<=', now)
		.where((where) => where.or([where('until_at', 'is', null), where('until_at', '>', now)]))
		.orderBy('from_at')
		.execute()
	return rows.map((row) => row.person_id)
}
