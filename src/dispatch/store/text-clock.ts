import { sql } from 'kysely'
import { newId } from '#kernel/ids.ts'
import { textTimer } from '../rules/text.ts'
import type { Write } from './write.ts'

/**
 * D285. A call that becomes part of an incident has ended, and its clocks with it; a line nobody answered keeps its own, with
 * whether the desk was raised. For the statement after the step that ended it at `now`.
 */
export function keepTextClock(call: string, now: Date): Write {
	return sql`insert into matters.timer (id, matter_id, kind, set_at, due_at, target_seconds, rule, breached_at)
		select ${newId(now.getTime())}::uuid, t.matter_id, t.kind, t.set_at, t.due_at, t.target_seconds, t.rule, t.breached_at
		from matters.timer t where t.matter_id = ${call} and t.kind = ${textTimer} and t.met_at is null
			and t.dropped_at = ${now}::timestamptz`
}

/** D286. The conversations of an incident end with it: nothing waits for an answer any more. */
export function dropTextClocks(incident: string, now: Date): Write {
	return sql`update matters.timer set dropped_at = ${now}::timestamptz
		where kind = ${textTimer} and met_at is null and dropped_at is null
			and matter_id in (select c.id from dispatch.call c where c.incident_id = ${incident})`
}
