import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { namedJson } from './hand-over-rows.ts'

type Named = { readonly id: string; readonly en: string; readonly zh: string }

/** One stretch of a matter's life under one agency. */
export type Owned = {
	readonly agency: Named
	readonly from: string
	readonly until: string | null
	readonly why: 'opened' | 'handed' | 'ordered' | 'placed'
	readonly handOver: string | null
}

/** K42. Every owner a matter has had, the first first. A matter that never passed has one. */
export async function ownersOf(tx: Tx, matter: string): Promise<Owned[]> {
	const { rows } = await sql<{
		agency: Named
		from_at: Date
		until_at: Date | null
		why: Owned['why']
		hand_over_id: string | null
	}>`select ${namedJson('a')} as agency, o.from_at, o.until_at, o.why, o.hand_over_id from (
			select agency_id, from_at, until_at, why, hand_over_id from command.ownership where matter_id = ${matter}
			union all
			select agency_id, opened_at, null, 'opened', null from matters.matter m where m.id = ${matter}
				and not exists (select from command.ownership w where w.matter_id = m.id)
		) o join identity.agency a on a.id = o.agency_id order by o.from_at`.execute(tx)
	return rows.map((row) => ({
		agency: row.agency,
		from: row.from_at.toISOString(),
		until: row.until_at?.toISOString() ?? null,
		why: row.why,
		handOver: row.hand_over_id,
	}))
}

/** An agency by its id, with both names; null for none. */
export async function agencyNamed(tx: Tx, id: string | null): Promise<Named | null> {
	if (id === null) return null
	const { rows } = await sql<{ agency: Named }>`
		select ${namedJson('a')} as agency from identity.agency a where a.id = ${id}`.execute(tx)
	return rows[0]?.agency ?? null
}
