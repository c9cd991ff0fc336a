import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { hazardChanged, proposeHazard } from '../contract.ts'
import { forbiddenIn } from '../rules/hazard.ts'
import { deleteEnded } from '../store/hazard.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { story } from '../store/write.ts'

/** D170, D174, D175. At the verified address of the incident it was found at. */
export const performProposeHazard = performs(proposeHazard, {
	load: async (tx, input) => {
		const row = await needIncident(tx, input.incident, 'lock')
		return { subject: incidentSubject(row), row, version: null }
	},
	run: async (context, incident, { kind, note, months }) => {
		const { tx, now, who } = context
		const wrong = note === undefined ? null : forbiddenIn(note)
		if (wrong !== null)
			throw new Refusal(
				'invalid',
				{
					en: `“${wrong}” does not belong in a hazard: it says what may hurt a crew at an address, and nothing of people.`,
					zh: `“${wrong}”不得写入：危险提示只写该地址可能伤及处警人员的情况，不写人。`,
				},
				{ rule: 'D174', field: 'note' },
			)
		await deleteEnded(tx, now)
		const hazard = newId<'hazard'>(now.getTime())
		const { rows } = await sql<{ id: string }>`
			insert into dispatch.hazard (id, agency_id, desk_id, incident_id, words_en, words_zh, lon, lat, kind, note, months, proposed_by,
				proposed_at)
			select ${hazard}::uuid, ${incident.agency}::uuid, ${incident.desk}::uuid, ${incident.id}::uuid, p.words_en, p.words_zh, p.lon,
				p.lat, ${kind}::text, ${note ?? null}::text, ${months}::int, ${who.person}::uuid, ${now}::timestamptz
			from dispatch.place p where p.id = ${incident.placeId} and p.verified and p.address is not null and p.lon is not null
			on conflict do nothing returning id`.execute(tx)
		if (rows.length === 0) throw await whyNot(tx, incident.placeId)
		await story(context, { act: proposeHazard.name, incident: incident.id, fact: { hazard, kind } }).execute(tx)
		return {
			output: { hazard, state: 'proposed' as const, version: 1 },
			fact: { hazard, kind, months },
			...(note === undefined ? {} : { personal: { note } }),
			messages: [
				{ topic: hazardChanged, resource: { type: 'Incident', id: incident.id }, body: { state: 'proposed' } },
			],
			matter: incident.id,
		}
	},
})

async function whyNot(tx: Parameters<typeof deleteEnded>[0], place: string): Promise<Refusal> {
	const { rows } = await sql<{ known: boolean }>`
		select verified and address is not null as known from dispatch.place where id = ${place}`.execute(tx)
	return rows[0]?.known === true
		? new Refusal(
				'already',
				{ en: 'One of this kind stands or waits at this address.', zh: '该地址已有同类提示或提请。' },
				{ rule: 'D175', field: 'kind' },
			)
		: new Refusal(
				'wrong_state',
				{
					en: 'A hazard is of a verified address; verify the place first.',
					zh: '危险提示须登记在已核实的地址上，请先核实地点。',
				},
				{ rule: 'D170' },
			)
}
