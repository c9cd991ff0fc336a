import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { reopenIncident } from '../contract.ts'
import { minutesSince } from '../rules/ending.ts'
import { loadIncident } from '../store/incident.ts'
import { reopened } from '../store/reopen.ts'
import { incidentChanged, writeAll } from '../store/write.ts'

/** D24. Powers decide by the minutes since it was closed. The receipt stays valid. */
export const performReopenIncident = performs(reopenIncident, {
	load: async (tx, input, _who, now) => {
		const loaded = await loadIncident(tx, input.incident)
		return { ...loaded, context: { minutesClosed: minutesSince(loaded.row.closedAt, now) } }
	},
	run: async (context, incident, input) => {
		const { tx, now } = context
		await stepMatter(tx, incident.id, 'waiting', { now })
		await writeAll(tx, reopened(context, incident, { act: reopenIncident.name, text: input.reason }))
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
