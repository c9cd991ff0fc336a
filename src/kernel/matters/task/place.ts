import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Lane } from './lane.ts'

/**
 * M62. The agency whose posts are offered a task, seen from the matter's agency: itself; the bureau, or a whole agency of a
 * tier, at or above it; a branch of that bureau. What there is not falls back to the bureau, and that to the agency itself.
 */
export async function placeOf(tx: Tx, agency: string, { place }: Lane): Promise<string> {
	if (place === 'own') return agency
	const above = await wholeAbove(tx, agency)
	const bureau = above.find((one) => one.tier !== 'station')?.id ?? agency
	if (place === 'bureau') return bureau
	if (place === 'county' || place === 'city' || place === 'province')
		return above.find((one) => one.tier === place)?.id ?? bureau
	const row = await tx
		.selectFrom('identity.agency')
		.select('id')
		.where('parent_id', '=', bureau)
		.where('branch', '=', place)
		.executeTakeFirst()
	return row?.id ?? bureau
}

/** M67. The next whole agency above the one that has the duty; null at the top. */
export async function tierAbove(tx: Tx, agency: string): Promise<string | null> {
	const above = await wholeAbove(tx, agency)
	return above.find((one) => one.id !== agency)?.id ?? null
}

type Above = { readonly id: string; readonly tier: string }

/** The agency's own whole bureau or station and those above, nearest first. */
async function wholeAbove(tx: Tx, agency: string): Promise<readonly Above[]> {
	const { rows } = await sql<Above>`select a.id, a.tier from identity.agency_closure c
		join identity.agency a on a.id = c.ancestor and a.branch is null
		where c.descendant = ${agency} order by c.depth`.execute(tx)
	return rows
}
