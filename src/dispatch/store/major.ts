import { sql } from 'kysely'
import type { ActContext } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import type { Who } from '#kernel/who.ts'
import type { AgencyRef, MajorTier } from '../contract.ts'
import { type Major, majorClock, majorClocks, tiersUpTo } from '../rules/major.ts'
import { agencyJson, iso } from './shown.ts'
import type { Write } from './write.ts'

/**
 * D205. Keeps the clock of an incident as the table says now: clocks to other tiers are dropped, one to this tier is begun, or
 * brought forward and never put off. None where it was handed up there before. Disjoint rows, so they go in one statement.
 */
export function majorWrites(incident: string, major: Major | null, now: Date): readonly Write[] {
	const kind = major === null ? '' : majorClock(major.tier)
	const drop = sql`update matters.timer set dropped_at = ${now} where matter_id = ${incident} and kind in (${sql.join([...majorClocks])})
		and kind <> ${kind} and met_at is null and dropped_at is null and breached_at is null`
	if (major === null) return [drop]
	const due = new Date(now.getTime() + major.seconds * 1000)
	return [
		drop,
		sql`update matters.timer set due_at = ${due}, rule = ${major.rule},
				target_seconds = ceil(extract(epoch from ${due}::timestamptz - set_at))::integer
			where matter_id = ${incident} and kind = ${kind} and met_at is null and dropped_at is null and breached_at is null and due_at > ${due}`,
		beginMajor(incident, major, now),
	]
}

/** Begins the clock, unless one runs or it was handed up there before. */
export function beginMajor(incident: string, major: Major, now: Date): Write {
	const due = new Date(now.getTime() + major.seconds * 1000)
	return sql`insert into matters.timer (id, matter_id, kind, set_at, due_at, target_seconds, rule)
		select ${newId(now.getTime())}::uuid, ${incident}::uuid, ${majorClock(major.tier)}::text, ${now}::timestamptz, ${due}::timestamptz,
			${major.seconds}::integer, ${major.rule}::text
		where not exists (select from matters.timer t where t.matter_id = ${incident}::uuid and t.kind = ${majorClock(major.tier)}
				and t.met_at is null and t.dropped_at is null)
			and not exists (select from dispatch.major m where m.incident_id = ${incident}::uuid and m.tier = ${major.tier})
			and not exists (select from dispatch.hand_up h join identity.agency a on a.id = h.agency_id
				where h.incident_id = ${incident}::uuid and a.tier = ${major.tier})`
}

export type Above = {
	readonly id: string
	readonly tier: MajorTier
	readonly own: boolean
	readonly en: string
	readonly zh: string
}

/** The commands up to a tier above an agency, itself among them, lowest first. */
export async function commandsUpTo(tx: Tx, agency: string, tier: MajorTier): Promise<readonly Above[]> {
	const { rows } = await sql<Above>`
		select a.id, a.tier, c.depth = 0 as own, a.name_en as en, a.name_zh as zh
		from identity.agency_closure c join identity.agency a on a.id = c.ancestor
		where c.descendant = ${agency} and a.branch is null and a.tier in (${sql.join([...tiersUpTo(tier)])}) order by c.depth`.execute(
		tx,
	)
	return rows
}

/** D206. Who is told where, with the row that said so; once for each agency. */
export function toldWrites(
	{ now }: Pick<ActContext, 'now'>,
	incident: string,
	major: Major,
	agencies: readonly Above[],
): readonly Write[] {
	return agencies.map(
		({
			id,
			tier,
		}) => sql`insert into dispatch.major (incident_id, agency_id, tier, rule, version, why_en, why_zh, tells, at)
			values (${incident}, ${id}, ${tier}, ${major.rule}, ${major.version}, ${major.why.en}, ${major.why.zh},
				${JSON.stringify(major.tells)}::text::jsonb, ${now}) on conflict do nothing`,
	)
}

/** What the incident was handed up by, agency by agency, and the clock that runs. */
export async function majorShown(tx: Tx, incident: string) {
	const { rows } = await sql<{
		to: AgencyRef
		tier: MajorTier
		rule: string
		en: string
		zh: string
		tells: readonly string[]
		at: Date
	}>`select ${agencyJson('a')} as to, m.tier, m.rule, m.why_en as en, m.why_zh as zh, m.tells, m.at
		from dispatch.major m join identity.agency a on a.id = m.agency_id
		where m.incident_id = ${incident} order by m.at, array_position(array['county', 'city', 'province'], m.tier)`.execute(
		tx,
	)
	const running = await sql<{ kind: string; due: Date }>`
		select t.kind, t.due_at as due from matters.timer t where t.matter_id = ${incident} and t.kind in (${sql.join([...majorClocks])})
			and t.met_at is null and t.dropped_at is null order by t.due_at limit 1`.execute(tx)
	return {
		told: rows.map(({ en, zh, at, ...row }) => ({ ...row, tells: [...row.tells], why: { en, zh }, at: iso(at) })),
		running: running.rows[0] ?? null,
	}
}

/** Open incidents of which a post is told at its agency, newest first. */
export async function majorToldTo(tx: Tx, who: Who) {
	const { rows } = await sql<{ id: string; en: string; zh: string; at: Date }>`
		select m.incident_id as id, m.why_en as en, m.why_zh as zh, m.at from dispatch.major m
		join dispatch.incident i on i.id = m.incident_id
		where m.agency_id = ${who.bureau} and not i.closed and m.tells ? ${who.postKind} order by m.at desc limit 20`.execute(
		tx,
	)
	return rows.map(({ id, en, zh, at }) => ({ id, why: { en, zh }, at: iso(at) }))
}
