import { sql } from 'kysely'
import { shows } from '#kernel/view.ts'
import { type AgencyRef, type IncidentType, showSampleCounts } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { agencyJson } from '../store/shown.ts'

type Row = {
	station: AgencyRef
	type: IncidentType
	week: string
	drawn: number
	reached: number
	wrong: number
	found: Record<string, number> | null
}

/** D234. Per station, type and week of closing. */
export const showSampleCountView = shows(showSampleCounts, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who }) => {
		const { rows } = await sql<Row>`
			with k as (
				select s.week, i.agency_id, i.type, c.reached, c.errors from dispatch.sample s
				join dispatch.sample_item i on i.sample_id = s.id
				left join dispatch.sample_check c on c.sample_id = i.sample_id and c.incident_id = i.incident_id
				where i.agency_id in (select d.descendant from identity.agency_closure d where d.ancestor = ${who.bureau})
					and s.week > current_date - 90
			), e as (
				select k.week, k.agency_id, k.type, json_object_agg(x.error, x.n) as found from (
					select k.week, k.agency_id, k.type, u.error, count(*) as n from k cross join unnest(k.errors) as u (error)
					group by k.week, k.agency_id, k.type, u.error) x
				join (select distinct week, agency_id, type from k) k
					on k.week = x.week and k.agency_id = x.agency_id and k.type = x.type
				group by k.week, k.agency_id, k.type
			)
			select ${agencyJson('a')} as station, g.type, g.week::text as week, g.drawn, g.reached, g.wrong, e.found
			from (select k.week, k.agency_id, k.type, count(*)::int as drawn, (count(*) filter (where k.reached))::int as reached,
					(count(*) filter (where cardinality(k.errors) > 0))::int as wrong
				from k group by k.week, k.agency_id, k.type) g
			join identity.agency a on a.id = g.agency_id
			left join e on e.week = g.week and e.agency_id = g.agency_id and e.type = g.type
			order by g.week desc, a.code, g.type limit 2000`.execute(tx)
		return {
			output: {
				rows: rows.map(({ found, ...row }) => ({
					...row,
					errors: {
						type: found?.['type'] ?? 0,
						priority: found?.['priority'] ?? 0,
						place: found?.['place'] ?? 0,
						times: found?.['times'] ?? 0,
						disposition: found?.['disposition'] ?? 0,
						not_told: found?.['not_told'] ?? 0,
					},
				})),
			},
		}
	},
})
