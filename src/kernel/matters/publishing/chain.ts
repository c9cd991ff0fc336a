import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'

/** Somebody who drew or proposed, and the agency of the post it was done from. */
export type Hand = { readonly person: string; readonly agency: string }

/**
 * M82. Is this person of another chain of command than all of these? Every agency counts at which either holds a post now, and
 * those it was drawn from. Two agencies are of one line when they are the same or one stands above the other. At the top of
 * the deployment, above which nobody stands, its legal review and integrity count as beside its command.
 */
export async function isOtherChain(tx: Tx, hands: readonly Hand[], person: string, now: Date): Promise<boolean> {
	if (hands.some((hand) => hand.person === person)) return false
	const { rows } = await sql<{ same: boolean }>`
		with hand as (
			select * from jsonb_to_recordset(${JSON.stringify(hands)}::text::jsonb) as h (person uuid, agency uuid)
		),
		drawn as (
			select agency from hand
			union select p.agency_id from identity.post p join hand h on h.person = p.person_id
			where p.from_at <= ${now} and (p.until_at is null or p.until_at > ${now})
		),
		signing as (
			select distinct p.agency_id as agency from identity.post p where p.person_id = ${person}::uuid
				and p.from_at <= ${now} and (p.until_at is null or p.until_at > ${now})
		)
		select exists (
			select from drawn d cross join signing s
			where exists (
				select from identity.agency_closure c
				where (c.ancestor = d.agency and c.descendant = s.agency) or (c.ancestor = s.agency and c.descendant = d.agency)
			)
			and not exists (
				select from identity.agency top join identity.agency side on side.parent_id = top.id
				where top.id = d.agency and top.parent_id is null and side.id = s.agency and side.branch in ('legal', 'integrity')
			)
		) as same`.execute(tx)
	return rows[0]?.same === false
}
