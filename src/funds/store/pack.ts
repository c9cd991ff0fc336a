import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Subject } from '#kernel/powers/subject.ts'
import { packResource, rulePack, type RulePack } from '../contract.ts'

/** F68. What an agency works by. Until somebody has chosen: the pack of China. */
export type PackInForce = { readonly pack: RulePack; readonly province: string | null }

/** F68. Of the agency, or of the nearest above it that has chosen. */
export async function packInForce(tx: Tx, agency: string): Promise<PackInForce> {
	const { rows } = await sql<{ pack: string; province: string | null }>`
		select c.pack, c.province from identity.agency_closure k join funds.pack_choice c on c.agency_id = k.ancestor
		where k.descendant = ${agency} and c.confirmed_at is not null
		order by k.depth, c.confirmed_at desc, c.id desc limit 1`.execute(tx)
	const row = rows[0]
	return row === undefined ? { pack: 'cn', province: null } : { pack: rulePack.parse(row.pack), province: row.province }
}

export function packSubject(id: string, agency: string, proposer: string): Subject {
	return { resource: packResource, id, attributes: { agency, proposer } }
}

const ranks = { province: 0, city: 1, county: 2 } as const

/** F82. The nearest whole bureau, from an agency upwards, of a tier or above it; null when none stands there. */
export async function bureauAbove(tx: Tx, agency: string, tier: keyof typeof ranks): Promise<string | null> {
	const high = Object.entries(ranks).flatMap(([name, rank]) => (rank <= ranks[tier] ? [name] : []))
	const { rows } = await sql<{ id: string }>`
		select a.id from identity.agency_closure c join identity.agency a on a.id = c.ancestor
		where c.descendant = ${agency} and a.branch is null and a.tier in (${sql.join(high)})
		order by c.depth limit 1`.execute(tx)
	return rows[0]?.id ?? null
}
