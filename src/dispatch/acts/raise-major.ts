import { sql } from 'kysely'
import { type Done, performs } from '#kernel/act.ts'
import { type MajorTier, raiseMajor } from '../contract.ts'
import { majorClock, majorOf, tiersUpTo } from '../rules/major.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { commandsUpTo, toldWrites } from '../store/major.ts'
import { dropTimers, incidentChanged, meetTimers, story, writeAll } from '../store/write.ts'

/** D205, D206. Decided anew as the clock passes: a row that no longer holds hands nothing up. */
export const performRaiseMajor = performs(raiseMajor, {
	load: async (tx, input) => {
		const row = await needIncident(tx, input.incident, 'lock')
		return { subject: incidentSubject(row), row, version: null }
	},
	run: async (context, incident, { tier }) => {
		const { tx, now } = context
		const { id } = incident
		const major = incident.closed ? null : majorOf(incident)
		const commands = major?.tier === tier ? await commandsUpTo(tx, incident.agency, tier) : []
		const { rows } = await sql<{ agency: string }>`
			select m.agency_id as agency from dispatch.major m where m.incident_id = ${id}`.execute(tx)
		const untold = commands.filter((one) => rows.every((row) => row.agency !== one.id))
		if (major === null || untold.length === 0) {
			await writeAll(tx, [dropTimers(id, [majorClock(tier)], now)])
			return nothing(id)
		}
		const handed = untold.filter((one) => !one.own && !incident.handed.includes(one.id))
		const { rule, version, why } = major
		await writeAll(tx, [
			...handed.map(
				(one) =>
					sql`insert into dispatch.hand_up (incident_id, agency_id, reason, at) values (${id}, ${one.id}, 'D205', ${now})`,
			),
			...toldWrites(context, id, major, untold),
			meetTimers(id, tiersUpTo(tier).map(majorClock), now),
			story(context, {
				act: raiseMajor.name,
				incident: id,
				fact: { state: tier, to: namesOf(untold), why, rule: 'D205', row: rule, version },
			}),
		])
		return {
			output: { incident: id, tier },
			fact: { incident: id, tier, to: untold.map((one) => one.id), row: rule, version, tells: [...major.tells] },
			messages: [
				incidentChanged(id, incident.state, incident.version),
				{ topic: 'dispatch.major.changed', resource: { type: 'Incident', id }, body: { state: tier } },
			],
			matter: id,
		}
	},
})

const nothing = (id: string): Done<{ incident: string; tier: MajorTier | null }> => ({
	output: { incident: id, tier: null },
	fact: { incident: id, tier: null },
	matter: id,
})

const namesOf = (agencies: readonly { readonly en: string; readonly zh: string }[]) => ({
	en: agencies.map((one) => one.en).join(', '),
	zh: agencies.map((one) => one.zh).join('、'),
})
