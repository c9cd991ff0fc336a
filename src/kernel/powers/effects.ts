import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import { standingOf } from '../identity/standing.ts'
import type { Who } from '../who.ts'
import type { PostKind } from './contract.ts'
import { type Filter, isUuid, tableOf, whereOf } from './filter.ts'
import type { Powers, PowersContext } from './powers.ts'
import { admitted, type PublishedRule } from './published.ts'

/** What one rule changes: for the posts there are, over the rows there are. */

export type Post = {
	readonly kind: PostKind
	readonly agency: string
	readonly agencyEn: string
	readonly agencyZh: string
	readonly sworn: boolean
	readonly who: Who
}

/** One holder of each kind of post, agency and swornness at a bureau and below it: powers attach to these, not to the person. */
export async function postsOf(tx: Tx, bureau: string, now: Date): Promise<Post[]> {
	const { rows } = await sql<{ post: string; kind: PostKind; agency: string; en: string; zh: string; sworn: boolean }>`
		select distinct on (h.kind, a.code, p.sworn) h.id as post, h.kind, h.agency_id as agency, a.name_en as en, a.name_zh as zh, p.sworn
		from identity.post h join identity.agency a on a.id = h.agency_id join identity.person p on p.id = h.person_id
		where a.id in (select c.descendant from identity.agency_closure c where c.ancestor = ${bureau}) and h.from_at <= ${now} and (h.until_at is null or h.until_at > ${now})
		order by h.kind, a.code, p.sworn, h.id`.execute(tx)
	const posts: Post[] = []
	for (const row of rows) {
		const who = await standingOf(tx, row.post, now)
		if (who === null) continue
		posts.push({ kind: row.kind, agency: row.agency, agencyEn: row.en, agencyZh: row.zh, sworn: row.sworn, who })
	}
	return posts
}

/** Powers before and after one rule, and what it speaks about. */
export type Change = {
	readonly before: Powers
	readonly after: Powers
	readonly rule: string
	readonly actions: readonly string[]
	readonly type: string
	/** A moment at which the rule holds. */
	readonly now: number
}

export function changeBy(powers: Powers, rule: PublishedRule, now: Date): Change {
	const policy = admitted(rule, powers.words)
	const others = powers.published.filter(
		(one) => one.bureau !== rule.bureau || admitted(one, powers.words).id !== policy.id,
	)
	const seconds = Math.floor(now.getTime() / 1000)
	return {
		// A rule that begins later is looked at on that day, by powers of its own: those in use stay at today.
		before: rule.from > seconds ? powers.with(powers.published) : powers,
		after: powers.with([...others, rule]),
		rule: policy.id,
		actions: policy.actions ?? [],
		type: policy.type ?? '',
		now: Math.max(rule.from, seconds),
	}
}

/** Context in which a power is looked at as a whole: with a purpose, and nothing else said. */
export function openContext(powers: Powers, action: string, now: number): PowersContext {
	const none = { Bool: false, Long: 0, String: '' } as const
	const facts = Object.entries(powers.words.contexts.get(action) ?? {}).map(([name, is]) => [name, none[is]])
	return { now, purpose: true, ...Object.fromEntries(facts) }
}

function filters(change: Change, who: Who, action: string): { before: Filter; after: Filter } | null {
	const resource = change.after.words.resources.get(change.type)
	if (resource === undefined || !change.after.words.actions.get(action)?.includes(change.type)) return null
	const context = openContext(change.after, action, change.now)
	const live = { ...who, until: null }
	return {
		before: change.before.filter(live, action, resource, context),
		after: change.after.filter(live, action, resource, context),
	}
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** P11. Does the rule give this person anything: a new ground, or an old narrowing taken away? */
export function givesTo(change: Change, who: Who): boolean {
	return change.actions.some((action) => {
		const pair = filters(change, who, action)
		if (pair === null || pair.after.allows === 'nothing') return false
		if (pair.before.allows === 'nothing') return true
		const { before, after } = pair
		const kept = before.forbids.filter((arm) => !after.forbids.some((other) => same(other, arm)))
		return !same(before.arms, after.arms) || kept.length > 0
	})
}

/**
 * P11. May this person not pass the rule? It gives to them, to their kind of post anywhere in the bureau, or to anyone at
 * their agency.
 */
export function concerns(change: Change, who: Who, posts: readonly Post[]): boolean {
	if (givesTo(change, who)) return true
	return posts.some((post) => (post.kind === who.postKind || post.agency === who.agency) && givesTo(change, post.who))
}

export type Rows = { readonly count: number; readonly more: boolean; readonly sample: string[] }
const stop = 10_000

/** P13. Rows one person gains or loses by one action; null when the resource is not kept in rows. */
async function rowsChanged(
	tx: Tx,
	change: Change,
	post: Post,
	action: string,
	viewer: Who,
): Promise<{ gains: Rows | null; loses: Rows | null } | null> {
	const pair = filters(change, post.who, action)
	if (pair === null || (same(pair.before.arms, pair.after.arms) && same(pair.before.forbids, pair.after.forbids)))
		return null
	const resource = pair.after.resource
	if (resource.table === null) return { gains: null, loses: null }
	const seen = change.before.filter(viewer, resource.see, resource, { now: change.now, purpose: true })
	const gains = await differing(tx, pair.after, pair.before, seen)
	const loses = await differing(tx, pair.before, pair.after, seen)
	return gains.count + loses.count === 0 ? null : { gains, loses }
}

export type Effect = {
	readonly post: PostKind
	readonly agency: string
	readonly agencyEn: string
	readonly agencyZh: string
	readonly sworn: boolean
	readonly action: string
	readonly gains: Rows | null
	readonly loses: Rows | null
}

/** P13. Everything the rule changes for the posts there are; ids only of rows the viewer may see. */
export async function effectsOf(tx: Tx, change: Change, posts: readonly Post[], viewer: Who): Promise<Effect[]> {
	const found: Effect[] = []
	for (const post of posts) {
		for (const action of change.actions) {
			const rows = await rowsChanged(tx, change, post, action, viewer)
			if (rows === null) continue
			const { kind, agency, agencyEn, agencyZh, sworn } = post
			found.push({ post: kind, agency, agencyEn, agencyZh, sworn, action, ...rows })
		}
	}
	return found
}

async function differing(tx: Tx, more: Filter, less: Filter, seen: Filter): Promise<Rows> {
	const id = sql.ref(`t.${more.resource.id}`)
	const differ = sql`from ${tableOf(more.resource)} t where ${whereOf(more, 't')} and not (${whereOf(less, 't')})`
	const counted = await sql<{
		n: number
	}>`select count(*)::int as n from (select 1 ${differ} limit ${stop + 1}) c`.execute(tx)
	const sample = await sql<{
		id: string
	}>`select ${id} as id ${differ} and ${whereOf(seen, 't')} order by ${id} desc limit 5`.execute(tx)
	const n = counted.rows[0]?.n ?? 0
	return { count: Math.min(n, stop), more: n > stop, sample: sample.rows.map((row) => row.id).filter(isUuid) }
}
