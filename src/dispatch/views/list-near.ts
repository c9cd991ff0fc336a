import { metresBetween } from '#kernel/geo/api.ts'
import { sql } from 'kysely'
import { whereOf } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import { type IncidentType, listNear } from '../contract.ts'
import { powersInUse } from '../machine.ts'
import { incidentResource } from '../resources.ts'
import { windowOf } from '../rules/tables.ts'
import { deskSubject } from '../store/call.ts'
import { callsFor, incidentsFor } from '../store/seen.ts'
import { iso } from '../store/shown.ts'

type Near = {
	id: string
	number: string
	type: IncidentType | null
	priority: number | null
	at: Date
	lon: number
	lat: number
	closed: boolean
	disposition: string | null
	version: number
}

/** What is shown beside the window, so that a near miss is seen as one. */
const wider = 2
const beforeMetres = 100
const beforeDays = 30
const most = 20

/** D11. */
export const showNearList = shows(listNear, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now, purpose }, input) => {
		const window = windowOf(input.type ?? null)
		const here: [number, number] = [input.lon, input.lat]
		const reach = Math.max(window.metres * wider, 300, beforeMetres)
		const since = new Date(now.getTime() - window.minutes * wider * 60_000)
		const before = new Date(now.getTime() - beforeDays * 86_400_000)
		const box = boxOf(here, reach)
		const see = incidentsFor(who, now, purpose !== null)
		// D32. Where a protected incident is, only those learn who may know its address.
		const knows = powersInUse().filter(who, 'dispatch.address.show', incidentResource, {
			now: Math.floor(now.getTime() / 1000),
			purpose: purpose !== null,
		})
		// The places first: few lie in the box, while the person may see very many incidents.
		const incidents = await sql<Near>`
			with p as materialized (select n.id, n.lon, n.lat from dispatch.place n where n.geom && ${box})
			select i.id, i.number, c.type, c.priority, i.received_at as at, p.lon, p.lat, i.closed, i.version,
				(select d.code from dispatch.disposition d where d.id = i.disposition_id) as disposition
			from p join dispatch.incident i on i.place_id = p.id
			join dispatch.classification c on c.id = i.classification_id
			where i.received_at >= ${before} and ${whereOf(see, 'i')}
				and (not i.protected or ${whereOf(knows, 'i')})
			order by i.received_at desc limit 200`.execute(tx)
		const calls = await sql<Near>`
			select c.id, c.number, c.type, null::int as priority, c.rang_at as at, coalesce(p.lon, c.located_lon) as lon,
				coalesce(p.lat, c.located_lat) as lat, false as closed, null as disposition, c.version
			from (select * from dispatch.call o where not o.settled offset 0) c left join dispatch.place p on p.id = c.place_id
			where c.rang_at >= ${since} and (p.geom && ${box} or c.located_geom && ${box})
				and ${whereOf(callsFor(who, now, purpose !== null), 'c')}
			order by c.rang_at desc limit 50`.execute(tx)
		const measured = (kind: 'call' | 'incident') => (row: Near) => ({
			kind,
			row,
			metres: Math.round(metresBetween(here, [row.lon, row.lat])),
			ageSeconds: Math.max(0, Math.round((now.getTime() - row.at.getTime()) / 1000)),
		})
		const all = [...calls.rows.map(measured('call')), ...incidents.rows.map(measured('incident'))].filter(
			(one) => one.row.id !== input.but,
		)
		const same = all
			.filter((one) => !one.row.closed && one.metres <= reach && one.row.at >= since)
			.map((one) => sameOf(one, window, input.type ?? null))
			.sort((a, b) => Number(b.inside) - Number(a.inside) || a.metres - b.metres)
			.slice(0, most)
		const listed = new Set(same.map((one) => one.id))
		const earlier = all
			.filter((one) => one.kind === 'incident' && one.metres <= beforeMetres && !listed.has(one.row.id))
			.slice(0, most)
		return {
			output: {
				window,
				same,
				before: earlier.map(({ row, metres }) => ({
					incident: row.id,
					number: row.number,
					type: row.type ?? ('other' as const),
					at: iso(row.at),
					metres,
					disposition: row.disposition,
				})),
			},
			records: [
				...same.map((one) => ({ type: one.kind === 'call' ? 'Call' : 'Incident', id: one.id })),
				...earlier.map((one) => ({ type: 'Incident', id: one.row.id })),
			],
		}
	},
})

type Measured = { kind: 'call' | 'incident'; row: Near; metres: number; ageSeconds: number }

function sameOf(one: Measured, window: { metres: number; minutes: number }, type: IncidentType | null) {
	const alike: ('place' | 'time' | 'type')[] = []
	if (one.metres <= window.metres) alike.push('place')
	if (one.ageSeconds <= window.minutes * 60) alike.push('time')
	if (type !== null && one.row.type === type) alike.push('type')
	return {
		kind: one.kind,
		id: one.row.id,
		number: one.row.number,
		type: one.row.type,
		priority: one.row.priority,
		metres: one.metres,
		ageSeconds: one.ageSeconds,
		inside: alike.includes('place') && alike.includes('time'),
		alike,
		version: one.row.version,
	}
}

/** An envelope that holds every point within `metres`, for the index. */
function boxOf([lon, lat]: readonly [number, number], metres: number) {
	const dLat = metres / 110_000
	const dLon = dLat / Math.max(0.05, Math.cos((lat * Math.PI) / 180))
	return sql`ST_MakeEnvelope(${lon - dLon}, ${lat - dLat}, ${lon + dLon}, ${lat + dLat}, 4326)`
}
