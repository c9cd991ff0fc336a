import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { matter as matterResource } from '#kernel/matters/contract.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { mustSee } from '#kernel/powers/powers.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'

/** Who stands on the two sides of an order, above the giver, and beside them. */

/** Posts that answer for a whole agency. */
export const heads = ['commander', 'station_chief', 'shift_leader'] as const

/** An agency as a giver, with the tier above it: itself where nobody is above. @throws Refusal `not_found` */
export async function needGiver(tx: Tx, agency: string): Promise<{ readonly up: string; readonly top: boolean }> {
	const { rows } = await sql<{ up: string | null }>`
		select coalesce(p.bureau_id, a.parent_id) as up from identity.agency a left join identity.agency p on p.id = a.parent_id
		where a.id = ${agency} and a.branch is null`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`no bureau or station ${agency}`)
	return { up: row.up ?? agency, top: row.up === null }
}

/**
 * K10. Where the order goes must lie below the giver, or be a post at the giver itself, and somebody there must be able to
 * answer. @throws Refusal `invalid`
 */
export async function mustReach(
	tx: Tx,
	giver: string,
	{ to, post }: { readonly to: string; readonly post?: string | undefined },
	now: Date,
	field: string,
): Promise<void> {
	const kinds = post === undefined ? [...heads] : [post]
	const { rows } = await sql<{ depth: number; held: boolean }>`
		select c.depth, exists (select from identity.post p join identity.agency a on a.id = p.agency_id
			where p.kind in (${sql.join(kinds)}) and p.from_at <= ${now} and (p.until_at is null or p.until_at > ${now})
				and (a.id = c.descendant or (${post === undefined} and a.bureau_id = c.descendant))) as held
		from identity.agency_closure c where c.ancestor = ${giver} and c.descendant = ${to}`.execute(tx)
	const row = rows[0]
	if (row === undefined || (row.depth === 0 && post === undefined))
		throw new Refusal(
			'invalid',
			{ en: 'An order goes to an agency below, or to a post.', zh: '命令只能下达给下级单位或者岗位。' },
			{ rule: 'K10', field },
		)
	if (!row.held)
		throw new Refusal(
			'invalid',
			post === undefined
				? { en: 'Nobody there answers for the agency. Name a post.', zh: '该单位没有负责人可以答复，请指定岗位。' }
				: { en: 'Nobody holds this post there.', zh: '该单位没有人任此岗位。' },
			{ rule: 'K10', field },
		)
}

/** K23. Who checks is the giver, above it or below it, and somebody there can. @throws Refusal `invalid` */
export async function mustCheckFrom(
	tx: Tx,
	giver: string,
	{ agency, post }: { readonly agency: string; readonly post?: string | undefined },
	now: Date,
): Promise<void> {
	const kinds = post === undefined ? [...heads] : [post]
	const { rows } = await sql`
		select 1 from identity.agency_closure c
		where ((c.ancestor = ${giver} and c.descendant = ${agency}) or (c.ancestor = ${agency} and c.descendant = ${giver}))
			and exists (select from identity.post p join identity.agency a on a.id = p.agency_id
				where p.kind in (${sql.join(kinds)}) and p.from_at <= ${now} and (p.until_at is null or p.until_at > ${now})
					and (a.id = ${agency} or (${post === undefined} and a.bureau_id = ${agency})))`.execute(tx)
	if (rows.length > 0) return
	throw new Refusal(
		'invalid',
		{ en: 'Nobody there can check it.', zh: '该单位没有人可以核查。' },
		{ rule: 'K23', field: 'checker' },
	)
}

/** K11. A matter named as reason or evidence exists and the person may know of it. @throws Refusal `not_found` */
export async function mustSeeMatter(tx: Tx, who: Who, id: string, now: Date): Promise<void> {
	const { rows } = await sql<{ agency: string; kind: string }>`
		select agency_id as agency, kind from matters.matter where id = ${id}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound(`matter ${id}`)
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	mustSee(powersInUse(), who, { resource: matterResource, id, attributes: row }, context)
}

/**
 * K26. The stations that may look again: the others of the doer's own county, and where there is none, the others below the
 * city, then the province. Neither the doer, nor who gave the order, nor who checked it.
 */
export async function lotCandidates(
	tx: Tx,
	order: { readonly to: string; readonly giver: string; readonly checker: string },
): Promise<readonly string[]> {
	const { rows } = await sql<{ depth: number; id: string }>`
		select up.depth, s.id::text as id from identity.agency_closure up
			join identity.agency a on a.id = up.ancestor and a.branch is null and a.tier <> 'station'
			join identity.agency_closure down on down.ancestor = up.ancestor
			join identity.agency s on s.id = down.descendant and s.tier = 'station' and s.branch is null
		where up.descendant = ${order.to} and s.id not in (${order.to}, ${order.giver}, ${order.checker})
		order by up.depth, s.id`.execute(tx)
	const nearest = rows[0]?.depth
	return rows.filter((row) => row.depth === nearest).map((row) => row.id)
}
