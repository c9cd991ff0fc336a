import { sql } from 'kysely'
import { filteredRows } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import {
	agreeDrill,
	type DrillRow,
	drillState,
	endDrill,
	inviteDrill,
	listDrills,
	proposeDrill,
	refuseDrill,
} from '../contract.ts'
import { powersInUse } from '../machine.ts'
import { drillResource } from '../resources.ts'
import { deskSubject } from '../store/call.ts'
import { drillSubject } from '../store/drill.ts'
import { agencyJson, iso, isoOrNull } from '../store/shown.ts'

const most = 50

type Row = Pick<
	DrillRow,
	'id' | 'crews' | 'reason' | 'leader' | 'people' | 'stations' | 'calls' | 'incidents' | 'version'
> & {
	agency_id: string
	state: string
	purpose: string | null
	ends_at: Date
	proposed_at: Date
	proposed_by: string
	ended_at: Date | null
	keep_until: Date | null
}

/** What may be done to a drill as it stands. */
const open: Readonly<Record<DrillRow['state'], readonly string[]>> = {
	proposed: [agreeDrill.name, refuseDrill.name],
	running: [inviteDrill.name, endDrill.name],
	refused: [],
	ended: ['dispatch.drill.record'],
	erased: [],
}

/** D250. */
export const showDrillList = shows(listDrills, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }) {
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const seen = powersInUse().filter(who, drillResource.see, drillResource, context)
		const { rows } = await sql<Row>`
			select d.id, d.agency_id, d.state, d.purpose, d.crews, d.ends_at, d.proposed_at, d.proposed_by, d.ended_at, d.keep_until, d.reason,
				d.version, json_build_object('en', l.name_en, 'zh', l.name_zh) as leader,
				coalesce((select json_agg(json_build_object('person', p.id, 'name', json_build_object('en', p.name_en, 'zh', p.name_zh),
						'as', h.kind, 'agency', ${agencyJson('g')}) order by p.account)
					from dispatch.drill_person x join identity.person p on p.id = x.person_id join identity.post h on h.id = x.post_id
					join identity.agency g on g.id = h.agency_id where x.drill_id = d.id), '[]') as people,
				coalesce((select json_agg(${agencyJson('s')} order by s.code) from identity.agency s
					where s.drill_id = d.id and s.tier = 'station'), '[]') as stations,
				(select count(*)::int from dispatch.call c where c.agency_id in (select a.id from identity.agency a where a.drill_id = d.id)) as calls,
				(select count(*)::int from dispatch.incident i where i.agency_id in (select a.id from identity.agency a where a.drill_id = d.id)) as incidents
			from ${filteredRows(seen, 'd')} join identity.person l on l.id = d.proposed_by
			order by d.state in ('proposed', 'running') desc, d.proposed_at desc limit ${most}`.execute(tx)
		const may = (name: string, subject: Parameters<ReturnType<typeof powersInUse>['decide']>[2]) =>
			powersInUse().decide(who, name, subject, context).allowed
		return {
			output: {
				mayPropose: may(proposeDrill.name, deskSubject(who.bureau)),
				rows: rows.map((row) => {
					const state = drillState.parse(row.state)
					const people = row.people.map((one) => one.person)
					const subject = drillSubject({ id: row.id, agency: row.agency_id, proposer: row.proposed_by, people })
					return {
						id: row.id,
						state,
						why: row.purpose,
						crews: row.crews,
						endsAt: iso(row.ends_at),
						proposedAt: iso(row.proposed_at),
						endedAt: isoOrNull(row.ended_at),
						keepUntil: isoOrNull(row.keep_until),
						reason: row.reason,
						leader: row.leader,
						mine: row.proposed_by === who.person,
						people: row.people,
						stations: row.stations,
						calls: row.calls,
						incidents: row.incidents,
						may: open[state].filter((name) => may(name, subject)),
						version: row.version,
					}
				}),
			},
			records: rows.flatMap((row) => row.people.map((one) => ({ type: 'Member', id: one.person }))),
		}
	},
})
