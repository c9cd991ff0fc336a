import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import { standingOf } from '../identity/standing.ts'
import type { Who } from '../who.ts'
import type { PostKind } from './contract.ts'
import { conditionSql, type Filter, isUuid, tableOf, whereOf } from './filter.ts'
import type { Powers, PowersContext } from './powers.ts'
import { admitted, type PublishedRule, secondsOf } from './published.ts'

/** What one rule changes: for the posts there are, over the rows there are. */

export type Post = {
	readonly kind: PostKind
	readonly agency: string
	readonly agencyEn: string
	readonly agencyZh: string
	readonly sworn: boolean
	/** How many hold it now. */
	readonly holders: number
	/** One of them. */
	readonly who: Who
}

/** One holder of each kind of post, agency and swornness at a bureau and below it: powers attach to these, not to the person. */
export async function postsOf(tx: Tx, bureau: string, now: Date): Promise<Post[]> {
	const { rows } = await sql<{
		post: string
		kind: PostKind
		agency: string
		en: string
		zh: string
		sworn: boolean
		holders: number
	}>`select distinct on (h.kind, a.code, p.sworn) h.id as post, h.kind, h.agency_id as agency, a.name_en as en, a.name_zh as zh, p.sworn,
			(count(*) over (partition by h.kind, a.code, p.sworn))::int as holders
		from identity.post h join identity.agency a on a.id = h.agency_id join identity.person p on p.id = h.person_id
		where a.id in (select c.descendant from identity.agency_closure c where c.ancestor = ${bureau}) and h.from_at <= ${now} and (h.until_at is null or h.until_at > ${now})
		order by h.kind, a.code, p.sworn, h.id`.execute(tx)
	const posts: Post[] = []
	for (const row of rows) {
		const who = await standingOf(tx, row.post, now)
		if (who === null) continue
		const { kind, agency, en: agencyEn, zh: agencyZh, sworn, holders } = row
		posts.push({ kind, agency, agencyEn, agencyZh, sworn, holders, who })
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
	const seconds = secondsOf(now)
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

export type Rows = {
	readonly count: number
	readonly more: boolean
	/** Of them, those that have not ended. */
	readonly live: number
	readonly sample: string[]
}
const stop = 10_000

type Changed = { readonly gains: Rows | null; readonly loses: Rows | null }

/** P13. Rows one person gains or loses by one action; null when nothing changes, its sides null when it is no matter of rows. */
async function rowsChanged(
	tx: Tx,
	change: Change,
	post: Post,
	action: string,
	viewer: Who,
	known: Map<string, Changed>,
): Promise<Changed | null> {
	const pair = filters(change, post.who, action)
	if (pair === null || (same(pair.before.arms, pair.after.arms) && same(pair.before.forbids, pair.after.forbids)))
		return null
	const resource = pair.after.resource
	if (resource.table === null) return { gains: null, loses: null }
	// Many posts have the same filters: their rows are counted once.
	const key = JSON.stringify([pair.before.allows, pair.before.arms, pair.before.forbids, pair.after])
	const counted = known.get(key) ?? (await countBoth(tx, change, pair, viewer))
	known.set(key, counted)
	return (counted.gains?.count ?? 0) + (counted.loses?.count ?? 0) === 0 ? null : counted
}

async function countBoth(
	tx: Tx,
	change: Change,
	pair: { readonly before: Filter; readonly after: Filter },
	viewer: Who,
): Promise<Changed> {
	const { resource } = pair.after
	const seen = change.before.filter(viewer, resource.see, resource, { now: change.now, purpose: true })
	return {
		gains: await differing(tx, pair.after, pair.before, seen),
		loses: await differing(tx, pair.before, pair.after, seen),
	}
}

export type Effect = Omit<Post, 'kind' | 'who'> & { readonly post: PostKind; readonly action: string } & Changed

/** P13. Everything the rule changes for the posts there are; ids only of rows the viewer may see. */
export async function effectsOf(tx: Tx, change: Change, posts: readonly Post[], viewer: Who): Promise<Effect[]> {
	const found: Effect[] = []
	const known = new Map<string, Changed>()
	for (const post of posts) {
		for (const action of change.actions) {
			const rows = await rowsChanged(tx, change, post, action, viewer, known)
			if (rows === null) continue
			const { kind, who: _who, ...place } = post
			found.push({ ...place, post: kind, action, ...rows })
		}
	}
	return found
}

/**
 * Rows that one filter takes and the other leaves, as `from … t where …`; null when there can be none. Such a row meets a
 * ground that `less` lacks, or a narrowing that `more` lacks: said first, so that the row's own indexes serve.
 */
function differ(more: Filter, less: Filter): RawBuilder<unknown> | null {
	if (more.allows === 'nothing' || less.allows === 'everything') return null
	const from = sql`from ${tableOf(more.resource)} t where ${whereOf(more, 't')}`
	if (less.allows === 'nothing') return from
	const arms = more.arms.filter((arm) => !less.arms.some((other) => same(arm, other)))
	const forbids = less.forbids.filter((arm) => !more.forbids.some((other) => same(arm, other)))
	const reasons = [...arms, ...forbids].map((arm) => conditionSql(arm.when, more.resource, 't'))
	if (reasons.length === 0) return null
	return sql`${from} and (${sql.join(reasons, sql` or `)}) and not (${whereOf(less, 't')})`
}

async function differing(tx: Tx, more: Filter, less: Filter, seen: Filter): Promise<Rows> {
	const { resource } = more
	const rows = differ(more, less)
	if (rows === null) return { count: 0, more: false, live: 0, sample: [] }
	const id = sql.ref(`t.${resource.id}`)
	const upTo = (all: RawBuilder<unknown>) => sql`(select count(*)::int from (select 1 ${all} limit ${stop + 1}) c)`
	const ended = resource.ended === undefined ? undefined : resource.attributes[resource.ended]
	const running = ended === undefined ? sql`` : sql` and not ${sql.ref(`t.${ended.column}`)}`
	const counted = await sql<{
		n: number
		live: number
	}>`select ${upTo(rows)} as n, ${upTo(sql`${rows}${running}`)} as live`.execute(tx)
	const sample = await sql<{
		id: string
	}>`select ${id} as id ${rows} and ${whereOf(seen, 't')} order by ${id} desc limit 5`.execute(tx)
	const { n, live } = counted.rows[0] ?? { n: 0, live: 0 }
	return {
		count: Math.min(n, stop),
		more: n > stop,
		live: Math.min(live, stop),
		sample: sample.rows.map((row) => row.id).filter(isUuid),
	}
}

export type Row = { readonly id: string; readonly facts: Readonly<Record<string, string | number | boolean | null>> }

/** P20. The rows behind one number, newest id first: those the viewer may see, with what rules may say of each. */
export async function rowsBehind(
	tx: Tx,
	change: Change,
	asked: {
		readonly post: Post
		readonly action: string
		readonly side: 'gains' | 'loses'
		readonly after: string | null
	},
	viewer: Who,
	limit: number,
): Promise<Row[]> {
	const pair = filters(change, asked.post.who, asked.action)
	if (pair === null || pair.after.resource.table === null) return []
	const { resource } = pair.after
	const seen = change.before.filter(viewer, resource.see, resource, { now: change.now, purpose: true })
	const rows = asked.side === 'gains' ? differ(pair.after, pair.before) : differ(pair.before, pair.after)
	if (rows === null) return []
	const id = sql.ref(`t.${resource.id}`)
	const facts = Object.entries(resource.attributes).flatMap(([name, declared]) =>
		!('table' in declared) && declared.is !== 'String'
			? [sql`${sql.ref(`t.${declared.column}`)} as ${sql.id(name)}`]
			: [],
	)
	const later = asked.after === null ? sql`` : sql` and ${id} < ${asked.after}`
	const { rows: found } = await sql<{ id: string } & Row['facts']>`
		select ${sql.join([sql`${id} as "row id"`, ...facts])} ${rows} and ${whereOf(seen, 't')}${later}
		order by ${id} desc limit ${limit}`.execute(tx)
	return found.map(({ 'row id': row, ...rest }) => ({ id: String(row), facts: rest }))
}
