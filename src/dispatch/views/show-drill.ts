import { sql } from 'kysely'
import { mayPlay } from '#kernel/identity/api.ts'
import { shows } from '#kernel/view.ts'
import { type AgencyRef, drillCandidates, drillPost, drillRecord, type IncidentType } from '../contract.ts'
import { agenciesOfDrill, drillSubject, needDrill } from '../store/drill.ts'
import { agencyJson, iso } from '../store/shown.ts'

/** D251. */
export const showDrillCandidates = shows(drillCandidates, {
	subject: async (tx, input) => drillSubject(await needDrill(tx, input.drill)),
	async show({ tx, who, now }, input) {
		const drill = await needDrill(tx, input.drill)
		const { rows } = await sql<{
			person: string
			name: { en: string; zh: string }
			sworn: boolean
			agency: AgencyRef
			station: boolean
		}>`select distinct on (p.account) p.id as person, json_build_object('en', p.name_en, 'zh', p.name_zh)::jsonb as name, p.sworn,
				${agencyJson('a')}::jsonb as agency, a.tier = 'station' as station
			from identity.person p join identity.post h on h.person_id = p.id join identity.agency a on a.id = h.agency_id
			join identity.agency_closure c on c.descendant = a.id and c.ancestor = ${drill.agency}
			where p.left_at is null and h.from_at <= ${now} and (h.until_at is null or h.until_at > ${now})
				and h.kind <> 'administrator' and p.id <> ${who.person}
				and not exists (select from dispatch.drill_person x where x.drill_id = ${drill.id} and x.person_id = p.id)
			order by p.account, h.from_at desc limit 500`.execute(tx)
		return {
			output: {
				rows: rows.map(({ person, name, sworn, agency }) => ({
					person,
					name,
					agency,
					as: drillPost.options.filter((kind) => mayPlay(kind, { sworn }, { tier: 'station' })),
				})),
			},
			records: rows.map((row) => ({ type: 'Member', id: row.person })),
		}
	},
})

const most = 500

/** D257. Of a drill whose record is deleted nothing is left to show. */
export const showDrillRecord = shows(drillRecord, {
	subject: async (tx, input) => drillSubject(await needDrill(tx, input.drill)),
	async show({ tx }, input) {
		const drill = await needDrill(tx, input.drill)
		const { rows } = await sql<{
			id: string
			number: string
			type: IncidentType
			priority: number
			agency: AgencyRef
			received_at: Date
			closed: boolean
			lines: readonly { at: string; act: string; post: string; text: string | null }[]
		}>`select i.id, i.number, c.type, c.priority, ${agencyJson('a')} as agency, i.received_at, i.closed,
				coalesce((select json_agg(json_build_object('at', s.at, 'act', s.act, 'post', s.post_kind, 'text', s.text) order by s.at, s.id)
					from dispatch.story s where s.incident_id = i.id), '[]') as lines
			from dispatch.incident i join dispatch.classification c on c.id = i.classification_id join identity.agency a on a.id = i.agency_id
			where i.agency_id in ${agenciesOfDrill(drill.id)} and ${drill.state !== 'erased'}
			order by i.received_at, i.id limit ${most}`.execute(tx)
		return {
			output: {
				incidents: rows.map(({ received_at, lines, ...row }) => ({
					...row,
					receivedAt: iso(received_at),
					lines: lines.map((line) => ({ ...line, at: new Date(line.at).toISOString() })),
				})),
			},
			records: rows.map((row) => ({ type: 'Incident', id: row.id })),
		}
	},
})
