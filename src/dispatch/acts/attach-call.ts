import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { notFound } from '#kernel/refusal.ts'
import { attachCall } from '../contract.ts'
import { loadCall } from '../store/call.ts'
import { mustBeOpen, needIncident } from '../store/incident.ts'
import { mustSeeIncident } from '../store/seen.ts'
import { callChanged, dropTimers, incidentChanged, story, writeAll } from '../store/write.ts'
import { keepTextClock } from '../store/text-clock.ts'
import { releaseDesk } from '../store/holds.ts'

/** D11. The call-taker decides; an incident that has ended takes no call, one that is hidden does not exist. */
export const performAttachCall = performs(attachCall, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call, input) => {
		const { tx, who, now } = context
		const incident = await needIncident(tx, input.incident, 'lock')
		mustSeeIncident(who, incident, now, false)
		if (call.generated !== incident.generated) throw notFound('a generated call and a real incident do not mix')
		mustBeOpen(incident)
		await stepMatter(tx, call.id, 'attached', { now })
		await releaseDesk(context, call.id)
		const version = call.version + 1
		await writeAll(tx, [
			sql`update dispatch.call set incident_id = ${incident.id}, settled = true, version = version + 1 where id = ${call.id}`,
			dropTimers(call.id, ['answer'], now),
			keepTextClock(call.id, now),
			story(context, { act: attachCall.name, call: call.id, incident: incident.id, fact: { call: call.number } }),
		])
		return {
			output: { call: call.id, state: 'attached' as const, version, incident: incident.id },
			fact: { call: call.id, incident: incident.id },
			messages: [
				callChanged(call.id, 'attached', version),
				incidentChanged(incident.id, incident.state, incident.version),
			],
			matter: incident.id,
		}
	},
})
