import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { reopenIncident } from '../contract.ts'
import { minutesSince } from '../rules/ending.ts'
import { targetOf } from '../rules/tables.ts'
import { loadIncident } from '../store/incident.ts'
import { incidentChanged, startTimer, story, timeOf, writeAll } from '../store/write.ts'

/** D24. Powers decide by the minutes since it was closed. The receipt stays valid. */
export const performReopenIncident = performs(reopenIncident, {
	load: async (tx, input, _who, now) => {
		const loaded = await loadIncident(tx, input.incident)
		return { ...loaded, context: { minutesClosed: minutesSince(loaded.row.closedAt, now) } }
	},
	run: async (context, incident, input) => {
		const { tx, now } = context
		await stepMatter(tx, incident.id, 'waiting', { now })
		const target = targetOf('dispatch', incident.measured.priority)
		await writeAll(tx, [
			sql`update dispatch.incident set closed = false, disposition_id = null, version = version + 1 where id = ${incident.id}`,
			timeOf(incident.id, 'reopened', now),
			startTimer(incident.id, { kind: 'dispatch', from: now, seconds: target.seconds, rule: target.rule }),
			story(context, { act: reopenIncident.name, incident: incident.id, text: input.reason }),
		])
		const version = incident.version + 1
		return {
			output: { incident: incident.id, state: 'waiting' as const, version },
			fact: { minutesClosed: minutesSince(incident.closedAt, now) },
			personal: { reason: input.reason },
			messages: [incidentChanged(incident.id, 'waiting', version)],
			matter: incident.id,
		}
	},
})
