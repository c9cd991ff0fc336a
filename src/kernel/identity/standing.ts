import { type RawBuilder, sql } from 'kysely'
import type { Tier } from '../contract/scalars.ts'
import type { Db, Tx } from '../db/schema.ts'
import type { Who } from '../who.ts'
import type { PostKind } from './contract/words.ts'
import { absoluteLimit, idleLimit } from './limits.ts'
import './tables.ts'
import { hashOf } from './token.ts'

/** What the one read gives: a post's standing, and the session it is asked for. */
type StandingRow = {
	person: string
	post: string
	post_kind: PostKind
	agency: string
	branch: string | null
	tier: Tier
	bureau: string
	sworn: boolean
	locale: 'en' | 'zh'
	post_until: Date | null
	above: readonly string[]
	below: readonly string[]
	drill: string | null
	drills: readonly string[]
	credentials: readonly { readonly kind: string; readonly until: number | null }[]
	crew: { readonly unit: string; readonly until: number | null } | null
	standing: number
}

/**
 * I1. The standing of a post at `now`, in one statement. A post, credential or crew that has lapsed or not begun is not
 * there; a person who left, or a demo person of a real organisation, has none.
 */
function standingColumns(now: Date): RawBuilder<StandingRow> {
	return sql`
		h.id as post, h.person_id as person, h.kind as post_kind, h.agency_id as agency, h.until_at as post_until,
		a.branch, a.tier, a.bureau_id as bureau, a.drill_id as drill, p.sworn,
		coalesce((select json_agg(d.id order by d.id) from identity.agency d
			where d.drill_id is not null and (a.drill_id is null or d.drill_id = a.drill_id)), '[]') as drills,
		(select json_agg(c.ancestor order by c.depth) from identity.agency_closure c where c.descendant = a.id) as above,
		(select json_agg(c.descendant order by c.depth, c.descendant) from identity.agency_closure c where c.ancestor = a.bureau_id) as below,
		coalesce((select json_agg(json_build_object('kind', c.kind, 'until', (extract(epoch from c.until_at) * 1000)::bigint) order by c.kind)
			from identity.credential c
			where c.person_id = p.id and c.from_at <= ${now} and (c.until_at is null or c.until_at > ${now})), '[]') as credentials,
		(select json_build_object('unit', c.unit_id, 'until', (extract(epoch from c.until_at) * 1000)::bigint)
			from identity.crew c
			where c.person_id = p.id and c.drill_id is not distinct from a.drill_id
				and c.from_at <= ${now} and (c.until_at is null or c.until_at > ${now})
			order by c.from_at desc limit 1) as crew,
		(select version from identity.standing) as standing`
}

function standingSource(now: Date): RawBuilder<unknown> {
	return sql`
		join identity.person p on p.id = h.person_id and (p.left_at is null or p.left_at > ${now})
		join identity.agency a on a.id = h.agency_id
		join identity.organisation o on o.mode = 'demo' or not p.demo
		where h.from_at <= ${now} and (h.until_at is null or h.until_at > ${now})`
}

function whoOf(row: StandingRow, session: { id: string; locked: boolean } | null): Who {
	const ends = [row.post_until?.getTime() ?? null, row.crew?.until ?? null, ...row.credentials.map((c) => c.until)]
	const known = ends.filter((end) => end !== null)
	return {
		person: row.person,
		post: row.post,
		postKind: row.post_kind,
		agency: row.agency,
		branch: row.branch,
		tier: row.tier,
		above: row.above,
		bureau: row.bureau,
		below: row.below,
		drill: row.drill,
		drills: row.drills,
		sworn: row.sworn,
		credentials: [...new Set(row.credentials.map((c) => c.kind))],
		unit: row.crew?.unit ?? null,
		until: known.length === 0 ? null : Math.min(...known),
		standing: String(row.standing),
		session: session?.id ?? null,
		...(session?.locked ? { locked: true } : {}),
		locale: row.locale,
	}
}

/**
 * Who someone is when acting from a post (the id of the holding) at `now`, without a session: for the machine's own
 * checks and for tests. Null when the post is not held now.
 */
export async function standingOf(tx: Tx | Db, post: string, now: Date): Promise<Who | null> {
	const { rows } = await sql<StandingRow>`
		select p.locale, ${standingColumns(now)}
		from identity.post h ${standingSource(now)} and h.id = ${post}`.execute(tx)
	const row = rows[0]
	return row === undefined ? null : whoOf(row, null)
}

/** A signed-in person and what the desk must know of the session beside it. Times in milliseconds. */
export type Signed = {
	readonly who: Who
	readonly lastSeen: number
	readonly expires: number
	readonly held: boolean
}

type SessionRow = StandingRow & {
	session: string
	last_seen_at: Date
	expires_at: Date
	locked_at: Date | null
	held: boolean
}

/**
 * I4, I5, I6. Reads a session by its token in one statement. Null when there is none, it was revoked, its post lapsed, or
 * it passed a limit and holds no live work; past a limit with live work it is locked instead.
 */
export async function signedOf(tx: Tx | Db, token: string, now: Date): Promise<Signed | null> {
	const { rows } = await sql<SessionRow>`
		select s.id as session, s.last_seen_at, s.expires_at, s.locked_at, s.locale,
			exists (select from identity.session_hold k where k.session_id = s.id) as held, ${standingColumns(now)}
		from identity.session s join identity.post h on h.id = s.post_id ${standingSource(now)}
			and s.token_hash = ${hashOf(token)} and s.revoked_at is null`.execute(tx)
	const row = rows[0]
	if (row === undefined) return null
	const lastSeen = row.last_seen_at.getTime()
	const expires = row.expires_at.getTime()
	const past = now.getTime() >= Math.min(lastSeen + idleLimit, expires)
	if (past && !row.held) return null
	return {
		who: whoOf(row, { id: row.session, locked: past || row.locked_at !== null }),
		lastSeen,
		expires,
		held: row.held,
	}
}

/** Who a session's token speaks for now, or null (see `signedOf`). */
export async function whoOfSession(tx: Tx | Db, token: string, now: Date): Promise<Who | null> {
	return (await signedOf(tx, token, now))?.who ?? null
}

/** The end of a session opened at `now`. */
export function sessionEnd(now: Date): Date {
	return new Date(now.getTime() + absoluteLimit)
}
