import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'

const ranks = { province: 0, city: 1, county: 2 } as const

/** V1. The nearest whole bureau, from an agency upwards, of a tier or above it; null when none stands there. */
export async function issuerAbove(
	tx: Tx,
	agency: string,
	tier: keyof typeof ranks,
): Promise<{ readonly id: string; readonly en: string; readonly zh: string } | null> {
	const high = Object.entries(ranks).flatMap(([name, rank]) => (rank <= ranks[tier] ? [name] : []))
	const { rows } = await sql<{ id: string; en: string; zh: string }>`
		select a.id, a.name_en as en, a.name_zh as zh from identity.agency_closure c join identity.agency a on a.id = c.ancestor
		where c.descendant = ${agency} and a.branch is null and a.tier in (${sql.join(high)})
		order by c.depth limit 1`.execute(tx)
	return rows[0] ?? null
}
