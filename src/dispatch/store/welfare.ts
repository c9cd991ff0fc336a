import { sql } from 'kysely'
import type { Who } from '#kernel/who.ts'
import type { IncidentType } from '../contract.ts'
import { welfareOf } from '../rules/tables.ts'
import { startTimer, type Write } from './write.ts'

/** D124. The clocks of a welfare check, each a row of the incident. */
export const welfareKinds = ['welfare', 'welfare_desk', 'welfare_station'] as const

type Part = { readonly incident: string; readonly type: IncidentType; readonly priority: number }

/** Begins the clock; nothing where the table asks for none, or the replay clock said that a unit arrived. */
export function welfareStart(who: Who, part: Part, from: Date): Write[] {
	const wanted = who.person === 'system' ? null : welfareOf(part.type, part.priority)
	if (wanted === null) return []
	return [startTimer(part.incident, { kind: 'welfare', from, seconds: wanted.seconds, rule: wanted.rule })]
}

/** What stood unanswered is over. */
export function welfareEnds(incident: string): Write {
	return sql`delete from dispatch.welfare where incident_id = ${incident}`
}
