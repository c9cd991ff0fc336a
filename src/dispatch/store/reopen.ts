import { sql } from 'kysely'
import type { ActContext, Fact } from '#kernel/act.ts'
import { majorOf } from '../rules/major.ts'
import { targetOf } from '../rules/tables.ts'
import type { IncidentOf } from './incident.ts'
import { majorWrites } from './major.ts'
import { startTimer, story, timeOf, type Write } from './write.ts'

/** D24, D192. What an incident that is opened again is written with; what the caller said before of not needing help is over. */
export function reopened(
	context: Pick<ActContext, 'who' | 'now'>,
	incident: Pick<IncidentOf, 'id' | 'measured' | 'type' | 'priority' | 'facts'>,
	line: { readonly act: string; readonly text: string; readonly fact?: Fact },
): Write[] {
	const { now } = context
	const target = targetOf('dispatch', incident.measured.priority)
	return [
		sql`update dispatch.incident set closed = false, disposition_id = null, cancelled_at = null, version = version + 1
			where id = ${incident.id}`,
		timeOf(incident.id, 'reopened', now),
		startTimer(incident.id, { kind: 'dispatch', from: now, seconds: target.seconds, rule: target.rule }),
		...majorWrites(incident.id, majorOf(incident), now),
		story(context, { ...line, incident: incident.id }),
	]
}
