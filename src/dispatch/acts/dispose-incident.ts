import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { disposeIncident } from '../contract.ts'
import { mustDispose } from '../rules/ending.ts'
import { targetOf } from '../rules/tables.ts'
import { loadIncident } from '../store/incident.ts'
import {
	byOf,
	dropTimers,
	given,
	incidentChanged,
	startTimer,
	story,
	timeOf,
	type Write,
	writeAll,
} from '../store/write.ts'

/** D22. A disposition that needs nobody there clears a waiting incident without sending. */
export const performDisposeIncident = performs(disposeIncident, {
	load: (tx, input) => loadIncident(tx, input.incident),
	run: async (context, incident, input) => {
		const { tx, now } = context
		const arrived = incident.assignments.some((one) => one.arrived)
		mustDispose({ state: incident.state, arrived, disposition: input.disposition })
		const settles = incident.state === 'waiting'
		if (settles) await stepMatter(tx, incident.id, 'cleared', { now })
		const id = newId(now.getTime())
		const by = byOf(context.who)
		const close = targetOf('close', incident.measured.priority)
		const writes: Write[] = [
			sql`insert into dispatch.disposition (id, incident_id, code, report, at, post_kind, post_id, by_agency)
				values (${id}, ${incident.id}, ${input.disposition}, ${input.report ?? null}, ${now}, ${by.kind}, ${by.post}, ${by.agency})`,
			sql`update dispatch.incident set disposition_id = ${id}, version = version + 1 where id = ${incident.id}`,
			story(context, {
				act: disposeIncident.name,
				incident: incident.id,
				text: input.report,
				fact: { disposition: input.disposition, before: incident.disposition },
			}),
		]
		if (settles) {
			writes.push(
				timeOf(incident.id, 'cleared', now),
				dropTimers(incident.id, ['dispatch'], now),
				startTimer(incident.id, { kind: 'close', from: now, seconds: close.seconds, rule: close.rule }),
			)
		}
		await writeAll(tx, writes)
		const state = settles ? ('cleared' as const) : incident.state
		const version = incident.version + 1
		return {
			output: { incident: incident.id, state, version, disposition: input.disposition },
			fact: { disposition: input.disposition, before: incident.disposition },
			personal: given({ report: input.report }),
			messages: [incidentChanged(incident.id, state, version)],
			matter: incident.id,
		}
	},
})
