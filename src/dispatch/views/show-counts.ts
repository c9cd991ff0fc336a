import { sql } from 'kysely'
import { shows } from '#kernel/view.ts'
import { type AgencyRef, type IncidentType, showCounts } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { agencyRef } from '../store/rows.ts'
import { agencyJson } from '../store/shown.ts'

const weekMs = 7 * 86_400_000
const zoneMs = 8 * 3_600_000
const weeksShown = 4

/** Monday 00:00 of the week in the bureau's zone (UTC+8). */
function weekStart(at: Date): Date {
	const local = at.getTime() + zoneMs
	const day = Math.floor(local / 86_400_000)
	return new Date((day - ((day + 3) % 7)) * 86_400_000 - zoneMs)
}

/** ISO 8601 week, e.g. `2026-W48`. */
function weekName(start: Date): string {
	const thursday = new Date(start.getTime() + zoneMs + 3 * 86_400_000)
	const year = thursday.getUTCFullYear()
	const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / weekMs)
	return `${year}-W${String(week).padStart(2, '0')}`
}

/** D31. Station x type x week is the finest grain there is; it needs no power over any single incident. */
export const showCountsView = shows(showCounts, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }, input) => {
		const first = weekStart(
			input.from === undefined ? new Date(now.getTime() - (weeksShown - 1) * weekMs) : new Date(input.from),
		)
		const until = new Date(Math.min(first.getTime() + weeksShown * weekMs, now.getTime() + 1))
		const weeks = Array.from({ length: weeksShown }, (_, n) => new Date(first.getTime() + n * weekMs)).filter(
			(w) => w <= now,
		)
		const counted = await sql<{ station: AgencyRef; type: IncidentType; week: number; n: number }>`
			with g as (
				select i.agency_id, c.type, floor(extract(epoch from i.received_at - ${first}::timestamptz) / 604800)::int as week, count(*)::int as n
				from dispatch.incident i join dispatch.classification c on c.id = i.classification_id
				where i.agency_id in (select descendant from identity.agency_closure where ancestor = ${who.bureau})
					and i.received_at >= ${first} and i.received_at < ${until}
				group by 1, 2, 3
			)
			select ${agencyJson('a')} as station, g.type, g.week, g.n from g join identity.agency a on a.id = g.agency_id
			order by a.code, g.type, g.week`.execute(tx)
		const present = await sql<{
			station: AgencyRef
			to_dispatch: number
			in_progress: number
			to_close: number
			available: number
			on_shift: number
		}>`
			with s as (
				select i.agency_id, (select t.element from matters.token t where t.matter_id = i.id limit 1) as state
				from dispatch.incident i
				where not i.closed and i.agency_id in (select descendant from identity.agency_closure where ancestor = ${who.bureau})
			)
			select ${agencyJson('a')} as station,
				(select count(*)::int from s where s.agency_id = a.id and s.state = 'waiting') as to_dispatch,
				(select count(*)::int from s where s.agency_id = a.id and s.state = 'in_progress') as in_progress,
				(select count(*)::int from s where s.agency_id = a.id and s.state = 'cleared') as to_close,
				(select count(*)::int from dispatch.unit u where u.agency_id = a.id and u.on_shift and u.status = 'available') as available,
				(select count(*)::int from dispatch.unit u where u.agency_id = a.id and u.on_shift) as on_shift
			from identity.agency a join identity.agency_closure k on k.descendant = a.id and k.ancestor = ${who.bureau}
			where a.tier = 'station' or exists (select from dispatch.unit u where u.agency_id = a.id)
				or exists (select from s where s.agency_id = a.id)
			order by a.code`.execute(tx)
		const names = weeks.map(weekName)
		return {
			output: {
				at: now.toISOString(),
				agency: await agencyRef(tx, who.bureau),
				weeks: weeks.map((from, n) => ({ week: names[n] ?? '', from: from.toISOString() })),
				rows: counted.rows.map((row) => ({
					station: row.station,
					type: row.type,
					week: names[row.week] ?? '',
					count: row.n,
				})),
				now: present.rows.map((row) => ({
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
