import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { raiseLevel } from '../contract.ts'
import { planOf } from '../rules/tables.ts'
import { loadIncident, mustBeOpen, planAsked } from '../store/incident.ts'
import { byOf, incidentChanged, story, writeAll } from '../store/write.ts'

/** D292. Up only: what more was asked for stays asked for. The plan is asked anew, so the next card wants more units. */
export const performRaiseLevel = performs(raiseLevel, {
	load: (tx, input) => loadIncident(tx, input.incident),
	run: async (context, incident, { level, reason }) => {
		mustBeOpen(incident)
		if (level <= incident.level)
			throw new Refusal(
				'invalid',
				{ en: `The alarm level is ${incident.level} already.`, zh: `增援级别已是 ${incident.level} 级。` },
				{ rule: 'D292', field: 'level' },
			)
		const { units: needs, rule } = planOf({ ...planAsked(incident), level })
		const by = byOf(context.who)
		const fact = { from: incident.level, level, needs, rows: rule.rows }
		await writeAll(context.tx, [
			sql`insert into dispatch.alarm_level (incident_id, level, at, post_kind, post_id, by_agency)
				values (${incident.id}, ${level}, ${context.now}, ${by.kind}, ${by.post}, ${by.agency})`,
			sql`update dispatch.incident set level = ${level}, needs = ${needs}, version = version + 1 where id = ${incident.id}`,
			story(context, { act: raiseLevel.name, incident: incident.id, text: reason, fact }),
		])
		const version = incident.version + 1
		return {
			output: { incident: incident.id, state: incident.state, version, level, needs },
			fact: { ...fact, version: rule.version },
			personal: { reason },
			messages: [incidentChanged(incident.id, incident.state, version)],
			matter: incident.id,
		}
	},
})
