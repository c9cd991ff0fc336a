import { performs } from '#kernel/act.ts'
import { stepMatter } from '#kernel/matters/api.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { reopenFollow } from '../contract.ts'
import { reopenRule } from '../rules/tables.ts'
import { deskSubject } from '../store/call.ts'
import { needFollowed } from '../store/follow.ts'
import { needIncident } from '../store/incident.ts'
import { tellFirstCaller } from '../store/outward.ts'
import { reopened } from '../store/reopen.ts'
import { incidentOpened, writeAll } from '../store/write.ts'

/** D192. The caller says it is not over, within the hours of the table: the incident waits for a unit again. */
export const performReopenFollow = performs(reopenFollow, {
	load: async (tx, input) => {
		const followed = await needFollowed(tx, input.code)
		if (followed.kind !== 'incident') throw notFound('a call handed on is not reopened here')
		const row = await needIncident(tx, followed.id, 'lock')
		return { subject: deskSubject(followed.desk), row, version: null }
	},
	run: async (context, incident, input) => {
		const { tx, now } = context
		const { hours, rule } = reopenRule(incident.type)
		const until = incident.closedAt === null ? null : incident.closedAt.getTime() + hours * 3_600_000
		if (incident.state !== 'closed' || until === null)
			throw new Refusal(
				'wrong_state',
				{ en: 'Only a finished request is opened again.', zh: '只有已办结的请求才能重新打开。' },
				{ rule: 'D192' },
			)
		if (now.getTime() > until)
			throw new Refusal(
				'not_now',
				{ en: 'It ended too long ago. Call again.', zh: '已超过可重新打开的时限，请重新来电。' },
				{ rule: 'D192' },
			)
		await stepMatter(tx, incident.id, 'waiting', { now })
		await writeAll(tx, [
			...reopened(context, incident, { act: reopenFollow.name, text: input.text, fact: { rule } }),
			tellFirstCaller(incident.id, 'reopened', now),
		])
		return {
			output: { at: now.toISOString() },
			fact: { incident: incident.id, rule },
			personal: { text: input.text },
			messages: [incidentOpened(incident.id)],
			matter: incident.id,
		}
	},
})
