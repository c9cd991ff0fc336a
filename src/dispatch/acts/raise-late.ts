import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { raiseLate } from '../contract.ts'
import { lateOf } from '../rules/tables.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { isOverdue } from '../store/late.ts'
import { startTimer, story, writeAll } from '../store/write.ts'

/** D276, D277. Done meanwhile: nothing goes up. */
export const performRaiseLate = performs(raiseLate, {
	load: async (tx, input) => {
		const row = await needIncident(tx, input.incident, 'lock')
		return { subject: incidentSubject(row), row, version: null }
	},
	run: async (context, incident, { level }) => {
		const { tx, now } = context
		const { id } = incident
		if (!(await isOverdue(tx, id, now)))
			return { output: { incident: id, level: null }, fact: { incident: id, level: null, rule: null }, matter: id }
		const { sound, county, rule } = lateOf(incident.type, incident.priority)
		await writeAll(tx, [
			sql`insert into dispatch.late (incident_id, level, sound, at) values (${id}, ${level}, ${sound}, ${now})
				on conflict (incident_id) do update set level = excluded.level, sound = excluded.sound, at = excluded.at`,
			story(context, { act: raiseLate.name, incident: id, fact: { state: level, rule } }),
			...(level === 'station' ? [startTimer(id, { kind: 'late_county', from: now, seconds: county, rule })] : []),
		])
		return {
			output: { incident: id, level },
			fact: { incident: id, level, rule },
			messages: [{ topic: 'dispatch.late.changed', resource: { type: 'Incident', id }, body: { state: level, sound } }],
			matter: id,
		}
	},
})
