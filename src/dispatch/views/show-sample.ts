import { sql } from 'kysely'
import { whereOf } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { sampleWeeks } from '../acts/draw-sample.ts'
import { type AgencyRef, type IncidentType, type RecordError, showSample } from '../contract.ts'
import { weeksBefore } from '../rules/weeks.ts'
import { deskSubject } from '../store/call.ts'
import { agencyRef } from '../store/rows.ts'
import { samplesFor } from '../store/seen.ts'
import { agencyJson, iso } from '../store/shown.ts'

type Head = { id: string; week: string; size: number; root: string; population: string[] }
type Item = {
	incident: string
	number: string
	type: IncidentType
	station: AgencyRef
	calls: string[]
	checked: { reached: boolean; errors: RecordError[]; at: string } | null
}

/** D232, D233. */
export const showSampleView = shows(showSample, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }, input) => {
		const { rows } = await sql<Head>`select s.id, s.week::text as week, s.tree_size::int as size, s.root, s.population
			from dispatch.sample s where s.agency_id = ${who.bureau} and ${whereOf(samplesFor(who, now), 's')}
			order by s.week desc limit 60`.execute(tx)
		const over = weeksBefore(now, sampleWeeks)
		const weeks = [...new Set([...over, ...rows.map((row) => row.week)])]
			.sort((a, b) => b.localeCompare(a))
			.map((week) => ({ week, drawn: rows.some((row) => row.week === week) }))
		const head = input.week === undefined ? rows[0] : rows.find((row) => row.week === input.week)
		if (head === undefined) return { output: { weeks, sample: null } }
		const items = await sql<Item>`select s.incident_id as incident, i.number, s.type, ${agencyJson('a')} as station,
				coalesce((select json_agg(k.id order by k.rang_at) from dispatch.call k where k.incident_id = i.id), '[]') as calls,
				(select json_build_object('reached', c.reached, 'errors', c.errors, 'at', c.at) from dispatch.sample_check c
					where c.sample_id = s.sample_id and c.incident_id = s.incident_id) as checked
			from dispatch.sample_item s join dispatch.incident i on i.id = s.incident_id join identity.agency a on a.id = s.agency_id
			where s.sample_id = ${head.id} order by i.number, i.id`.execute(tx)
		return {
			output: {
				weeks,
				sample: {
					id: head.id,
					week: head.week,
					agency: await agencyRef(tx, who.bureau),
					treeSize: head.size,
					root: head.root,
					population: head.population,
					drawn: items.rows.map((row) => ({
						...row,
						checked: row.checked === null ? null : { ...row.checked, at: iso(row.checked.at) },
					})),
				},
			},
			records: items.rows.map((row) => ({ type: 'Incident', id: row.incident })),
		}
	},
})
