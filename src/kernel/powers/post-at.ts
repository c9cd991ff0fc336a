import { sql } from 'kysely'
import type { Tier } from '../contract/scalars.ts'
import type { Tx } from '../db/schema.ts'
import type { Who } from '../who.ts'
import type { PostKind } from './contract.ts'
import type { AgencyAt } from './contract/duties.ts'

/** Someone at an agency, without a name: powers attach to posts, so a kind of post can be asked about that nobody holds. */

export type Place = { readonly agency: AgencyAt; readonly branch: string | null; readonly base: Who }

/** @returns null when there is no such agency */
export async function placeOf(tx: Tx, agency: string): Promise<Place | null> {
	const { rows } = await sql<{
		id: string
		en: string
		zh: string
		tier: Tier
		branch: string | null
		bureau: string
		above: readonly string[]
		below: readonly string[]
		drill: string | null
		drills: readonly string[]
		standing: number
	}>`select a.id, a.name_en as en, a.name_zh as zh, a.tier, a.branch, a.bureau_id as bureau, a.drill_id as drill,
			coalesce((select json_agg(d.id order by d.id) from identity.agency d
				where d.drill_id is not null and (a.drill_id is null or d.drill_id = a.drill_id)), '[]') as drills,
			(select json_agg(c.ancestor order by c.depth) from identity.agency_closure c where c.descendant = a.id) as above,
			(select json_agg(c.descendant order by c.depth, c.descendant) from identity.agency_closure c where c.ancestor = a.bureau_id) as below,
			(select version from identity.standing) as standing
		from identity.agency a where a.id = ${agency}`.execute(tx)
	const row = rows[0]
	if (row === undefined) return null
	const base: Who = {
		person: 'someone',
		post: 'a-post',
		postKind: 'nobody',
		agency: row.id,
		branch: row.branch,
		tier: row.tier,
		above: row.above,
		bureau: row.bureau,
		below: row.below,
		drill: row.drill,
		drills: row.drills,
		sworn: true,
		credentials: [],
		unit: null,
		until: null,
		standing: String(row.standing),
		session: null,
		locale: 'en',
	}
	return { agency: { id: row.id, en: row.en, zh: row.zh, tier: row.tier }, branch: row.branch, base }
}

/** Whoever holds a kind of post there, sworn unless auxiliary, trained in nothing. */
export function holderAt({ base }: { readonly base: Who }, kind: PostKind): Who {
	return {
		...base,
		person: 'someone',
		post: `a-${kind}`,
		postKind: kind,
		sworn: kind !== 'auxiliary_officer',
		credentials: [],
		unit: null,
		until: null,
	}
}

export type Held = {
	readonly post: PostKind
	readonly agency: AgencyAt
	readonly holders: number
	readonly depth: number
}

/**
 * Kinds of post held now at these agencies and their branches, the agencies in the order given. `holders` counts who could
 * be asked, never what they did.
 */
export async function heldAt(tx: Tx, agencies: readonly string[], now: Date): Promise<Held[]> {
	if (agencies.length === 0) return []
	const { rows } = await sql<{
		post: PostKind
		id: string
		en: string
		zh: string
		tier: Tier
		holders: number
		n: number
	}>`
		select h.kind as post, a.id, a.name_en as en, a.name_zh as zh, a.tier, count(distinct h.person_id)::int as holders, x.n::int as n
		from unnest(${[...agencies]}::uuid[]) with ordinality as x (id, n) join identity.agency a on a.bureau_id = x.id or a.id = x.id
		join identity.post h on h.agency_id = a.id and h.from_at <= ${now} and (h.until_at is null or h.until_at > ${now})
		join identity.person p on p.id = h.person_id and (p.left_at is null or p.left_at > ${now})
		join identity.organisation o on o.mode = 'demo' or not p.demo
		group by h.kind, a.id, a.name_en, a.name_zh, a.tier, a.code, x.n order by x.n, a.code, h.kind`.execute(tx)
	return rows.map(({ post, id, en, zh, tier, holders, n }) => ({
		post,
		agency: { id, en, zh, tier },
		holders,
		depth: n,
	}))
}

/** Whole bureaus and stations above an agency's own, the nearest first, and those right below it. */
export async function lineOf(tx: Tx, bureau: string): Promise<{ above: string[]; below: string[] }> {
	const { rows: above } = await sql<{ id: string }>`select a.id::text as id from identity.agency_closure c
		join identity.agency a on a.id = c.ancestor where c.descendant = ${bureau} and c.depth > 0 and a.branch is null order by c.depth`.execute(
		tx,
	)
	const { rows: below } = await sql<{ id: string }>`select a.id::text as id from identity.agency a
		where a.parent_id = ${bureau} and a.branch is null order by a.code`.execute(tx)
	return { above: above.map((row) => row.id), below: below.map((row) => row.id) }
}
