import type { Tx } from '../db/schema.ts'
import { newId } from '../ids.ts'
import type { Tier } from '../contract/scalars.ts'
import type { PostKind } from './contract/words.ts'
import { mayHold, mayStandAt } from './rules/posts.ts'
import { endSession } from './sessions.ts'
import './tables.ts'

/** Agencies and posts of a drill: I31 to I33. Called by the slice that holds drills, from its acts. */

/** An agency of a drill and the real one it is a copy of. */
export type AgencyCopy = {
	readonly id: string
	readonly of: string
	readonly code: string
	readonly tier: Tier
	readonly branch: string | null
}

/** I31. Copies a bureau with all below it under a root of its own; the bureau's copy comes first. */
export async function copyBureau(
	tx: Tx,
	drill: { readonly id: string; readonly bureau: string; readonly ends: Date },
	now: Date,
): Promise<readonly AgencyCopy[]> {
	const rows = await tx
		.selectFrom('identity.agency as a')
		.innerJoin('identity.agency_closure as c', 'c.descendant', 'a.id')
		.select(['a.id', 'a.code', 'a.name_en', 'a.name_zh', 'a.tier', 'a.branch', 'a.parent_id', 'a.demo'])
		.where('c.ancestor', '=', drill.bureau)
		.orderBy('c.depth')
		.orderBy('a.code')
		.execute()
	await tx.insertInto('identity.drill').values({ id: drill.id, ends_at: drill.ends }).execute()
	const copies = new Map(rows.map((row) => [row.id, newId<'agency'>(now.getTime())]))
	for (const row of rows) {
		await tx
			.insertInto('identity.agency')
			.values({
				id: copies.get(row.id) ?? '',
				code: row.code,
				name_en: `DRILL ${row.name_en}`,
				name_zh: `演练·${row.name_zh}`,
				tier: row.tier,
				branch: row.branch,
				parent_id: row.id === drill.bureau ? null : (copies.get(row.parent_id ?? '') ?? null),
				drill_id: drill.id,
				demo: row.demo,
			})
			.execute()
	}
	return rows.map(({ id, code, tier, branch }) => ({ id: copies.get(id) ?? '', of: id, code, tier, branch }))
}

/** I32. Whether the person may hold this kind of post at this kind of agency (I20). */
export function mayPlay(kind: PostKind, person: { readonly sworn: boolean }, agency: { readonly tier: Tier }): boolean {
	return mayHold(kind, person) && mayStandAt(kind, agency)
}

/** I32. A post in a drill, beside the person's own, until the drill's end. */
export async function grantDrillPost(
	tx: Tx,
	wanted: { readonly person: string; readonly agency: string; readonly kind: PostKind; readonly until: Date },
	now: Date,
): Promise<string> {
	const id = newId<'post'>(now.getTime())
	await tx
		.insertInto('identity.post')
		.values({
			id,
			person_id: wanted.person,
			agency_id: wanted.agency,
			kind: wanted.kind,
			from_at: now,
			until_at: wanted.until,
		})
		.execute()
	return id
}

/** I32. The drill is over: its posts and crews end, and the sessions on them. Gives how many posts ended. */
export async function endDrillPosts(tx: Tx, drill: string, now: Date): Promise<number> {
	const posts = await tx
		.selectFrom('identity.post as h')
		.innerJoin('identity.agency as a', 'a.id', 'h.agency_id')
		.select(['h.id', 'h.from_at'])
		.where('a.drill_id', '=', drill)
		.where('h.until_at', '>', now)
		.execute()
	for (const post of posts) {
		const until = post.from_at < now ? now : new Date(post.from_at.getTime() + 1)
		await tx.updateTable('identity.post').set({ until_at: until }).where('id', '=', post.id).execute()
	}
	const sessions = await tx
		.selectFrom('identity.session as s')
		.innerJoin('identity.agency as a', 'a.id', 's.agency_id')
		.select('s.id')
		.where('a.drill_id', '=', drill)
		.where('s.revoked_at', 'is', null)
		.execute()
	for (const session of sessions) await endSession(tx, session.id, 'revoked', now)
	await tx
		.updateTable('identity.crew')
		.set({ until_at: now })
		.where('drill_id', '=', drill)
		.where('from_at', '<', now)
		.where('until_at', '>', now)
		.execute()
	return posts.length
}
