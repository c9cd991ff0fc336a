import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { raiseWelfare, type WelfareLevel } from '../contract.ts'
import { clockBefore, clockOf, upAfterSeconds } from '../rules/welfare.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { startTimer, story, writeAll } from '../store/write.ts'

/** D125. Answered meanwhile, or nobody is there any more: nothing goes up. */
export const performRaiseWelfare = performs(raiseWelfare, {
	load: async (tx, input) => {
		const row = await needIncident(tx, input.incident, 'lock')
		return { subject: incidentSubject(row), row, version: null }
	},
	run: async (context, incident, input) => {
		const { tx, now } = context
		const { level } = input
		const { rows } = await sql`select 1 as one from matters.timer t where t.matter_id = ${incident.id}
			and t.kind = ${clockBefore(level)} and t.met_at is null and t.dropped_at is null`.execute(tx)
		if (rows.length === 0)
			return {
				output: { incident: incident.id, level: null },
				fact: { incident: incident.id, level: null },
				matter: incident.id,
			}
		const clock = clockOf(level)
		await writeAll(tx, [
			sql`insert into dispatch.welfare (incident_id, level, asked_at) values (${incident.id}, ${level}, ${now})
				on conflict (incident_id) do update set level = excluded.level`,
			story(context, { act: raiseWelfare.name, incident: incident.id, fact: { state: level } }),
			...(clock === null
				? []
				: [startTimer(incident.id, { kind: clock, from: now, seconds: upAfterSeconds, rule: 'D125' })]),
		])
		return {
			output: { incident: incident.id, level },
			fact: { incident: incident.id, level },
			messages: [welfareChanged(incident.id, level)],
			matter: incident.id,
		}
	},
})

export const welfareChanged = (id: string, state: WelfareLevel | 'answered') => ({
	topic: 'dispatch.welfare.changed',
	resource: { type: 'Incident', id },
	body: { state },
})
