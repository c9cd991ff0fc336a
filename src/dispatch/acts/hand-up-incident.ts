import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { handUpIncident, majorTier } from '../contract.ts'
import { majorClock, majorOf, tiersUpTo } from '../rules/major.ts'
import { loadIncident } from '../store/incident.ts'
import { commandsUpTo, toldWrites } from '../store/major.ts'
import { incidentChanged, meetTimers, story, writeAll } from '../store/write.ts'

/** D30. Up only: to an agency above the one that answers for it. Not taken back; what was seen was seen. */
export const performHandUpIncident = performs(handUpIncident, {
	load: (tx, input) => loadIncident(tx, input.incident),
	run: async (context, incident, input) => {
		const { tx, now } = context
		const { rows } = await sql<{ tier: string }>`
			select a.tier from identity.agency_closure c join identity.agency a on a.id = c.ancestor
			where c.descendant = ${incident.agency} and c.ancestor = ${input.to} and c.depth > 0 and a.branch is null`.execute(
			tx,
		)
		if (rows[0] === undefined)
			throw new Refusal(
				'invalid',
				{ en: 'It can be handed up only to an agency above it.', zh: '只能上报给上级单位。' },
				{ rule: 'D30', field: 'to' },
			)
		if (incident.handed.includes(input.to))
			throw new Refusal(
				'already',
				{ en: 'It was handed up there before.', zh: '已经上报过。' },
				{ rule: 'D30', field: 'to' },
			)
		// D206. Sooner than the clock: its tier is told as the table says, and the clock has been met.
		const tier = majorTier.parse(rows[0].tier)
		const major = majorOf(incident)
		const met = major === null ? [] : tiersUpTo(major.tier).filter((one) => tiersUpTo(tier).includes(one))
		const [highest] = met.slice(-1)
		const told = highest === undefined ? [] : await commandsUpTo(tx, incident.agency, highest)
		await writeAll(tx, [
			...(major === null ? [] : toldWrites(context, incident.id, major, told)),
			...(met.length === 0 ? [] : [meetTimers(incident.id, met.map(majorClock), now)]),
			sql`insert into dispatch.hand_up (incident_id, agency_id, reason, at) values (${incident.id}, ${input.to}, ${input.reason}, ${now})`,
			sql`update dispatch.incident set version = version + 1 where id = ${incident.id}`,
			story(context, { act: handUpIncident.name, incident: incident.id, text: input.reason, fact: { to: input.to } }),
		])
		const version = incident.version + 1
		return {
			output: { incident: incident.id, state: incident.state, version, to: input.to },
			fact: { to: input.to },
			personal: { reason: input.reason },
			messages: [incidentChanged(incident.id, incident.state, version)],
			matter: incident.id,
		}
	},
})
