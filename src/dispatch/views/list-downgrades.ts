import { sql } from 'kysely'
import { whereOf } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { type AgencyRef, type IncidentType, listDowngrades } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { downgradesFor } from '../store/seen.ts'
import { agencyJson } from '../store/shown.ts'

type Classed = { readonly type: IncidentType; readonly priority: number }
type Row = {
	id: string
	version: number
	incident: string
	number: string
	station: AgencyRef
	before: Classed
	after: Classed
	at: Date
}

/** D229. */
export const showDowngradeList = shows(listDowngrades, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }) => {
		const { rows } =
			await sql<Row>`select g.id, g.version, g.incident_id as incident, i.number, ${agencyJson('a')} as station,
				json_build_object('type', b.type, 'priority', b.priority) as before,
				json_build_object('type', n.type, 'priority', n.priority) as after, g.at
			from dispatch.downgrade g join dispatch.incident i on i.id = g.incident_id join identity.agency a on a.id = g.agency_id
			join dispatch.classification b on b.id = g.before_id join dispatch.classification n on n.id = g.after_id
			where g.ended is null and ${whereOf(downgradesFor(who, now), 'g')} order by g.at, g.id limit 200`.execute(tx)
		return { output: { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })) } }
	},
})
