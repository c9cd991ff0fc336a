import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { shows } from '#kernel/view.ts'
import { type AgencyRef, type IncidentType, showCounts } from '../contract.ts'
import { dayFrom, weekOf, zoneMs } from '../rules/weeks.ts'
import { deskSubject } from '../store/call.ts'
import { agencyRef } from '../store/rows.ts'
import { agencyJson } from '../store/shown.ts'

const weekMs = 7 * 86_400_000
const weeksShown = 4

/** ISO 8601 week, e.g. `2026-W48`. */
function weekName(start: Date): string {
	const thursday = new Date(start.getTime() + zoneMs + 3 * 86_400_000)
	const year = thursday.getUTCFullYear()
	const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / weekMs)
	return `${year}-W${String(week).padStart(2, '0')}`
}

type Counted = { station: AgencyRef; type: IncidentType; at: number; n: number }

/** From the roll-up; `at` is the week's place in `weeks`, from 1. */
async function countedIn(tx: Tx, bureau: string, weeks: readonly Date[]): Promise<readonly Counted[]> {
	const { rows } = await sql<Counted>`
		select ${agencyJson('a')} as station, w.type, k.at::int as at, w.n
		from unnest(${weeks.map((week) => week.toISOString())}::timestamptz[]) with ordinality as k (start, at)
		join dispatch.week_count w on w.week = dispatch.week_of(k.start) and w.n > 0
			and w.agency_id in (select descendant from identity.agency_closure where ancestor = ${bureau})
		join identity.agency a on a.id = w.agency_id
		order by a.code, w.type, k.at`.execute(tx)
	return rows
}

type Present = {
	station: AgencyRef
	to_dispatch: number
	in_progress: number
	to_close: number
	available: number
	on_shift: number
}

/** From the index of open incidents and the units on shift. */
async function presentIn(tx: Tx, bureau: string): Promise<readonly Present[]> {
	const { rows } = await sql<Present>`
		with below as materialized (select descendant as id from identity.agency_closure where ancestor = ${bureau}),
		s as (
			select o.agency_id, count(*) filter (where o.state = 'waiting')::int as to_dispatch,
				count(*) filter (where o.state = 'in_progress')::int as in_progress,
				count(*) filter (where o.state = 'cleared')::int as to_close
			from (select i.agency_id, (select t.element from matters.token t where t.matter_id = i.id limit 1) as state
				from below b join dispatch.incident i on i.agency_id = b.id and not i.closed) o
			group by o.agency_id
		), v as (
			select u.agency_id, count(*) filter (where u.on_shift and u.status = 'available')::int as available,
				count(*) filter (where u.on_shift)::int as on_shift
			from below b join dispatch.unit u on u.agency_id = b.id
			group by u.agency_id
		)
		select ${agencyJson('a')} as station, coalesce(s.to_dispatch, 0) as to_dispatch,
			coalesce(s.in_progress, 0) as in_progress, coalesce(s.to_close, 0) as to_close,
			coalesce(v.available, 0) as available, coalesce(v.on_shift, 0) as on_shift
		from below b join identity.agency a on a.id = b.id
		left join s on s.agency_id = a.id left join v on v.agency_id = a.id
		where a.tier = 'station' or v.agency_id is not null or s.agency_id is not null
		order by a.code`.execute(tx)
	return rows
}

/** D31. Station x type x week is the finest grain there is; it needs no power over any single incident. */
export const showCountsView = shows(showCounts, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }, input) => {
		const first = dayFrom(
			weekOf(input.from === undefined ? new Date(now.getTime() - (weeksShown - 1) * weekMs) : new Date(input.from)),
		)
		const weeks = Array.from({ length: weeksShown }, (_, n) => new Date(first.getTime() + n * weekMs)).filter(
			(w) => w <= now,
		)
		const counted = await countedIn(tx, who.bureau, weeks)
		const present = await presentIn(tx, who.bureau)
		const names = weeks.map(weekName)
		return {
			output: {
				at: now.toISOString(),
				agency: await agencyRef(tx, who.bureau),
				weeks: weeks.map((from, n) => ({ week: names[n] ?? '', from: from.toISOString() })),
				rows: counted.map((row) => ({
					station: row.station,
					type: row.type,
					week: names[row.at - 1] ?? '',
					count: row.n,
				})),
				now: present.map((row) => ({
					station: row.station,
					toDispatch: row.to_dispatch,
					inProgress: row.in_progress,
					toClose: row.to_close,
					available: row.available,
					onShift: row.on_shift,
				})),
			},
		}
	},
})
