import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { cancelFollow } from '../contract.ts'
import { cancelRule } from '../rules/tables.ts'
import { deskSubject } from '../store/call.ts'
import { needFollowed } from '../store/follow.ts'
import { needIncident } from '../store/incident.ts'
import { incidentChanged, story, writeAll } from '../store/write.ts'

/** D191. The caller says help is no longer needed. It closes nothing: the desk is told, with what the table says to do. */
export const performCancelFollow = performs(cancelFollow, {
	load: async (tx, input) => {
		const followed = await needFollowed(tx, input.code)
		if (followed.kind !== 'incident') throw notFound('a call handed on is not cancelled here')
		const row = await needIncident(tx, followed.id, 'lock')
		return { subject: deskSubject(followed.desk), row, version: null }
	},
	run: async (context, incident, input) => {
		const { tx, now } = context
		if (incident.closed)
			throw new Refusal('wrong_state', { en: 'Your request is finished.', zh: '您的请求已办结。' }, { rule: 'D191' })
		const { then, rule } = cancelRule(incident.type, incident.priority)
		await writeAll(tx, [
			sql`update dispatch.incident set cancelled_at = coalesce(cancelled_at, ${now}::timestamptz) where id = ${incident.id}`,
			story(context, {
				act: cancelFollow.name,
				incident: incident.id,
				text: input.text,
				fact: { then, state: then, rule },
			}),
		])
		return {
			output: { at: now.toISOString() },
			fact: { incident: incident.id, then, rule },
			...(input.text === undefined ? {} : { personal: { text: input.text } }),
			messages: [incidentChanged(incident.id, incident.state, incident.version)],
			matter: incident.id,
		}
	},
})
