import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'

/**
 * K56. Members of the force whose name or account stands in what was written. Everyone of that name is meant, since a name
 * read on the telephone tells no more.
 */
export async function namedIn(tx: Tx, words: string): Promise<readonly string[]> {
	const { rows } = await sql<{ id: string }>`
		select p.id from identity.person p
		where position(p.name_zh in ${words}) > 0 or position(lower(p.name_en) in lower(${words})) > 0`.execute(tx)
	return rows.map((row) => row.id)
}

/** K56. Whose integrity reads, and the agency the line in the ledger stands under: its integrity branch, where it has one. */
export type Reader = { readonly bureau: string; readonly agency: string }

/**
 * K56. The bureau next above everyone concerned: the writer's own bureau (county or higher), and those above it at which a
 * named person serves. Null where none stands above.
 */
export async function readerOf(tx: Tx, agency: string, named: readonly string[], now: Date): Promise<Reader | null> {
	const { rows } = await sql<{ bureau: string; agency: string }>`
		with up as (
			select a.id, c.depth from identity.agency_closure c join identity.agency a on a.id = c.ancestor
			where c.descendant = ${agency} and a.branch is null and a.tier <> 'station'
		),
		concerned as (
			select depth from (select depth from up order by depth limit 1) own
			union all
			select u.depth from identity.post p join identity.agency w on w.id = p.agency_id join up u on u.id = w.bureau_id
			where p.person_id in (select unnest(string_to_array(${named.join(',')}, ','))::uuid)
				and p.from_at <= ${now} and (p.until_at is null or p.until_at > ${now})
		)
		select u.id as bureau, coalesce((select b.id from identity.agency b
			where b.parent_id = u.id and b.branch = 'integrity' order by b.code limit 1), u.id) as agency
		from up u where u.depth > (select max(depth) from concerned) order by u.depth limit 1`.execute(tx)
	return rows[0] ?? null
}

/** The matter of a number as it is read out, where there is one: an id, or the number of an incident. */
export async function matterCalled(tx: Tx, about: string): Promise<string | null> {
	const id = about.trim().toLowerCase()
	if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null
	const { rows } = await sql<{ id: string }>`select id from matters.matter where id = ${id}`.execute(tx)
	return rows[0]?.id ?? null
}
