import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import './tables.ts'

/** Heads on a unit, and what they may do, by credentials in currency. Never who they are. */
export type CrewFacts = {
	readonly sworn: number
	readonly auxiliary: number
	/** Kinds of credential, in order, each once. */
	readonly credentials: readonly string[]
}

export const noCrew: CrewFacts = { sworn: 0, auxiliary: 0, credentials: [] }

type Kept = {
	readonly version: number
	/** Milliseconds: the facts hold from..until, unless the standing moves. */
	readonly from: number
	readonly until: number
	readonly of: ReadonlyMap<string, CrewFacts>
}

/**
 * I28. The crews of all units at an instant. Read whole in one statement, and kept until the standing moves (a sign-on, a
 * sign-off, a credential given or ended) or the first of them begins or lapses: a desk asks for 2,000 units at a time.
 */
export class Crews {
	#kept: Kept | null = null

	/** Crews by unit id; a unit without one is not there. One wait when nothing changed, two when it did. */
	async at(tx: Tx, now: Date): Promise<ReadonlyMap<string, CrewFacts>> {
		// A transaction that has written may see what others never will: nothing is kept from it.
		const { rows } = await sql<{ version: number; clean: boolean }>`
			select version, pg_current_xact_id_if_assigned() is null as clean from identity.standing`.execute(tx)
		const { version, clean } = rows[0] ?? { version: 0, clean: false }
		const kept = this.#kept
		const at = now.getTime()
		if (clean && kept !== null && kept.version === version && kept.from <= at && at < kept.until) return kept.of
		const { of, until } = await readCrews(tx, now)
		if (clean) this.#kept = { version, from: at, until, of }
		return of
	}
}

async function readCrews(tx: Tx, now: Date): Promise<Pick<Kept, 'of' | 'until'>> {
	const { rows } = await sql<{
		unit_id: string | null
		sworn: number
		auxiliary: number
		credentials: readonly string[] | null
		turns_at: Date | null
	}>`
		with crew as materialized (select unit_id, person_id, from_at, until_at from identity.crew
				where coalesce(until_at, 'infinity') > ${now}),
			held as materialized (select d.person_id, d.kind, d.from_at, d.until_at from identity.credential d
				where coalesce(d.until_at, 'infinity') > ${now})
		select c.unit_id, count(distinct p.id) filter (where p.sworn)::int as sworn,
			count(distinct p.id) filter (where not p.sworn)::int as auxiliary,
			json_agg(distinct h.kind order by h.kind) filter (where h.kind is not null) as credentials, null as turns_at
		from crew c join identity.person p on p.id = c.person_id left join held h on h.person_id = p.id and h.from_at <= ${now}
		where c.from_at <= ${now} group by c.unit_id
		union all
		select null, 0, 0, null, least(
			(select min(case when from_at > ${now} then from_at else until_at end) from crew),
			(select min(case when from_at > ${now} then from_at else until_at end) from held))`.execute(tx)
	const of = new Map<string, CrewFacts>()
	let until = Number.POSITIVE_INFINITY
	for (const { unit_id, sworn, auxiliary, credentials, turns_at } of rows) {
		if (unit_id !== null) of.set(unit_id, { sworn, auxiliary, credentials: credentials ?? [] })
		else until = turns_at?.getTime() ?? until
	}
	return { of, until }
}
