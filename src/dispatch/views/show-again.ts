import { sql } from 'kysely'
import { whereOf } from '#kernel/powers/filter.ts'
import { Refusal } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { type AgencyRef, type AgainIncident, incidentState, showAgain } from '../contract.ts'
import { dayFrom } from '../rules/weeks.ts'
import { deskSubject } from '../store/call.ts'
import { incidentsFor } from '../store/seen.ts'
import { agencyJson, iso, isoOrNull, type PlaceJson, placeJson, placeOf } from '../store/shown.ts'

const most = 1_000
const dayMs = 86_400_000

type Row = {
	id: string
	number: string
	station: AgencyRef
	place: PlaceJson
	protected: boolean
	states: { at: string; state: string }[]
	classes: AgainIncident['classes']
	units: {
		en: string
		zh: string
		dispatched: string
		enRoute: string | null
		onScene: string | null
		cleared: string | null
	}[]
	total: number
}

/** D245. From steps, classifications and assignments; a position is never asked for. */
export const showAgainView = shows(showAgain, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }, { day }) => {
		const from = dayFrom(day)
		if (Number.isNaN(from.getTime()) || from > now)
			throw new Refusal(
				'invalid',
				{ en: 'Choose a day that has begun.', zh: '请选择已开始的一天。' },
				{ rule: 'D245', field: 'day' },
			)
		const until = new Date(Math.min(from.getTime() + dayMs, now.getTime()))
		const { rows } = await sql<Row>`
			with i as materialized (
				select o.*, count(*) over () as total from dispatch.incident o
				where o.received_at < ${until} and ${whereOf(incidentsFor(who, now), 'o')}
					and (not o.closed or exists (select from dispatch.incident_time t
						where t.incident_id = o.id and t.kind = 'closed' and t.at >= ${from}))
				order by o.received_at desc, o.id desc limit ${most})
			select i.id, i.number, i.protected, i.total::int as total, ${agencyJson('a')} as station, ${placeJson('p')} as place,
				(select json_agg(json_build_object('at', s.at, 'state', s.target) order by s.n) from matters.step s
					where s.matter_id = i.id and s.at < ${until}) as states,
				(select json_agg(json_build_object('at', c.at, 'type', c.type, 'priority', c.priority) order by c.at, c.id)
					from dispatch.classification c where c.incident_id = i.id and c.at < ${until}) as classes,
				coalesce((select json_agg(json_build_object('en', u.call_en, 'zh', u.call_zh, 'dispatched', g.dispatched_at,
						'enRoute', g.en_route_at, 'onScene', g.on_scene_at, 'cleared', g.cleared_at) order by g.dispatched_at, g.id)
					from dispatch.assignment g join dispatch.unit u on u.id = g.unit_id
					where g.incident_id = i.id and g.dispatched_at < ${until}), '[]') as units
			from i join identity.agency a on a.id = i.agency_id join dispatch.place p on p.id = i.place_id
			order by i.received_at, i.id`.execute(tx)
		return {
			output: {
				from: from.toISOString(),
				until: until.toISOString(),
				total: rows[0]?.total ?? 0,
				incidents: rows.map((row) => ({
					id: row.id,
					number: row.number,
					station: row.station,
					place: placeOf(row.place, row.id, row.protected),
					states: (row.states ?? []).flatMap(({ at, state }) => {
						const known = incidentState.safeParse(state)
						return known.success ? [{ at: iso(at), state: known.data }] : []
					}),
					classes: (row.classes ?? []).map((one) => ({ ...one, at: iso(one.at) })),
					units: row.units.map((unit) => ({
						callSign: { en: unit.en, zh: unit.zh },
						dispatched: iso(unit.dispatched),
						enRoute: isoOrNull(unit.enRoute),
						onScene: isoOrNull(unit.onScene),
						cleared: isoOrNull(unit.cleared),
					})),
				})),
			},
			records: rows.map((row) => ({ type: 'Incident', id: row.id })),
		}
	},
})
