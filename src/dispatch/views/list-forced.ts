import { sql } from 'kysely'
import { whereOf } from '#kernel/powers/filter.ts'
import { pageOf } from '#kernel/powers/page.ts'
import { shows } from '#kernel/view.ts'
import { type AgencyRef, incidentState, type IncidentType, listForced, placeIncident } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { incidentsFor, incidentsToDo } from '../store/seen.ts'
import { agencyJson, byJson, iso, type PlaceJson, placeJson, placeOf } from '../store/shown.ts'

type Row = {
	id: string
	number: string
	type: IncidentType
	state: string
	version: number
	protected: boolean
	place: PlaceJson
	reason: string
	at: Date
	agency: AgencyRef
	by: { post: string; agency: AgencyRef | null }
	may_place: boolean
}

/** D10. D32: of a protected address neither the words nor the reason, which may name it. */
export const showForcedList = shows(listForced, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now, purpose }, input) => {
		const page = await pageOf<{ id: string }>(tx, incidentsFor(who, now, purpose !== null), {
			orderBy: 'received_at',
			limit: input.limit,
			after: input.after ?? null,
			where: (i) =>
				sql<boolean>`${sql.ref(`${i}.import_id`)} is null and exists (select from dispatch.place p where p.id = ${sql.ref(`${i}.place_id`)} and not p.verified)`,
			columns: ['id'],
		})
		const ids = page.rows.map((row) => row.id)
		const { rows } =
			ids.length === 0
				? { rows: [] }
				: await sql<Row>`select i.id, i.number, i.version, c.type, i.protected,
						(select t.element from matters.token t where t.matter_id = i.id limit 1) as state, ${placeJson('p')} as place, p.forced_reason as reason, p.at,
						${agencyJson('a')} as agency, ${byJson('p')} as by,
						coalesce(${whereOf(incidentsToDo(who, now, placeIncident.name), 'i')}, false) as may_place
					from dispatch.incident i join dispatch.place p on p.id = i.place_id
					join dispatch.classification c on c.id = i.classification_id join identity.agency a on a.id = i.agency_id
					where i.id in (${sql.join(ids)}) order by i.received_at desc, i.id desc`.execute(tx)
		return {
			output: {
				rows: rows.map((row) => ({
					incident: row.id,
					number: row.number,
					type: row.type,
					state: incidentState.parse(row.state),
					version: row.version,
					place: placeOf(row.place, row.id, row.protected),
					reason: row.protected ? null : row.reason,
					at: iso(row.at),
					agency: row.agency,
					by: row.by,
					mayPlace: row.may_place,
				})),
				next: page.next,
			},
			records: rows.map((row) => ({ type: 'Incident', id: row.id })),
		}
	},
})
