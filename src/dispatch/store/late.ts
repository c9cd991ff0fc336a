import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { filteredRows } from '#kernel/powers/filter.ts'
import type { Who } from '#kernel/who.ts'
import type { LateLevel } from '../contract.ts'
import { hearsLate, lateTargets } from '../rules/late.ts'
import { incidentsFor } from './seen.ts'

/** Is a target of the incident overdue that was due before a moment? */
const overdueBefore = (incident: ReturnType<typeof sql.ref>, before: ReturnType<typeof sql>) => sql<boolean>`exists (
	select from matters.timer t where t.matter_id = ${incident} and t.kind in (${sql.join([...lateTargets])})
		and t.met_at is null and t.dropped_at is null and t.due_at <= ${before})`

/** D277. */
export async function isOverdue(tx: Tx, incident: string, now: Date): Promise<boolean> {
	const { rows } = await sql<{ is: boolean }>`
		select ${overdueBefore(sql.ref('i.id'), sql`${now}::timestamptz`)} as is from dispatch.incident i where i.id = ${incident}`.execute(
		tx,
	)
	return rows[0]?.is === true
}

/** How many overdue incidents stand before this post, and whether the newest of them sounds. */
export async function lateFor(tx: Tx, who: Who, now: Date): Promise<{ count: number; sounds: number }> {
	const levels = (['station', 'county'] as const).filter((level: LateLevel) => hearsLate(level, who.postKind))
	if (levels.length === 0) return { count: 0, sounds: 0 }
	const { rows } = await sql<{ count: number; sounds: number }>`
		select count(*)::int as count, count(*) filter (where l.sound)::int as sounds
		from dispatch.late l join ${filteredRows(incidentsFor(who, now), 'i')} on i.id = l.incident_id
		where l.level in (${sql.join([...levels])}) and not i.closed
			and ${overdueBefore(sql.ref('l.incident_id'), sql`l.at`)}`.execute(tx)
	return rows[0] ?? { count: 0, sounds: 0 }
}
