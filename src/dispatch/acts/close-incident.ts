import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { closeIncident } from '../contract.ts'
import { endOf } from '../rules/ending.ts'
import { majorClocks } from '../rules/major.ts'
import { typeFacts } from '../rules/tables.ts'
import { releaseEmergency } from '../store/holds.ts'
import { loadIncident } from '../store/incident.ts'
import { tellFirstCaller } from '../store/outward.ts'
import { dropTextClocks } from '../store/text-clock.ts'
import { dropTimers, incidentChanged, meetTimers, nextNumber, story, timeOf, writeAll } from '../store/write.ts'

/** D23. Once a reported crime, always one here: another type later does not take the decision away from those who decide. */
export const performCloseIncident = performs(closeIncident, {
	load: (tx, input) => loadIncident(tx, input.incident),
	run: async (context, incident, input) => {
		const { tx, now } = context
		const state = endOf({
			state: incident.state,
			disposition: incident.disposition,
			everReportedCrime: incident.types.some((type) => typeFacts(type).reportedCrime),
			unitsOnIt: incident.assignments.filter((one) => !one.cleared).length,
		})
		await stepMatter(tx, incident.id, state, context)
		await releaseEmergency(context, incident.id)
		const receiptNumber =
			state === 'closed' ? null : (incident.receiptNumber ?? (await nextNumber(tx, incident.desk, 'receipt', now)))
		await writeAll(tx, [
			sql`update dispatch.incident set closed = true, receipt_number = ${receiptNumber}, version = version + 1 where id = ${input.incident}`,
			timeOf(incident.id, 'closed', now),
			meetTimers(incident.id, ['close'], now),
			dropTimers(incident.id, ['dispatch', 'en_route', 'on_scene', 'clear', ...majorClocks], now),
			dropTextClocks(incident.id, now),
			story(context, { act: closeIncident.name, incident: incident.id, fact: { state, receiptNumber } }),
			tellFirstCaller(incident.id, 'answered', now),
		])
		const version = incident.version + 1
		return {
			output: { incident: incident.id, state, version, receiptNumber },
			fact: { state, receiptNumber, disposition: incident.disposition },
			messages: [incidentChanged(incident.id, state, version)],
			matter: incident.id,
		}
	},
})
