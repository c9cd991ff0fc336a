import { sql } from 'kysely'
import type { Words } from '#kernel/contract/declare.ts'
import { notFound } from '#kernel/refusal.ts'
import type { FactHeld, FactSource } from '#kernel/record.ts'
import { classifyIncident, closeIncident, disposeIncident, openIncident, placeIncident, setStatus } from './contract.ts'
import { incidentResource } from './resources.ts'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh.json' with { type: 'json' }

/** What dispatch holds of an incident, for reports. No address, no name: a report leaves the agency. */

const english: Readonly<Record<string, string>> = en
const chinese: Readonly<Record<string, string>> = zh
const word = (key: string): Words => ({ en: english[`dispatch.${key}`] ?? key, zh: chinese[`dispatch.${key}`] ?? key })

type Row = {
	number: string
	agency_id: string
	opened_at: Date
	received_at: Date
	station_en: string
	station_zh: string
	placed_at: Date | null
	type: string
	priority: number
	hurt: string
	weapon: string
	classified_at: Date
	first: boolean
	arrived_at: Date | null
	closed_at: Date | null
	disposition: string | null
	disposed_at: Date | null
	late: number
	late_at: Date | null
}

const facts = {
	'incident.number': { en: 'Number', zh: '警情编号' },
	'incident.type': { en: 'Type', zh: '警情类别' },
	'incident.priority': { en: 'Priority', zh: '警情等级' },
	'incident.received': { en: 'Received', zh: '接报时间' },
	'incident.station': { en: 'Answered for by', zh: '主责单位' },
	'incident.weapon': { en: 'Weapon', zh: '有无凶器' },
	'incident.hurt': { en: 'People hurt', zh: '人员受伤' },
	'incident.arrived': { en: 'First unit on scene', zh: '首到现场时间' },
	'incident.late': { en: 'Targets passed', zh: '超时项' },
	'incident.disposition': { en: 'Disposition', zh: '处置结果' },
	'incident.closed': { en: 'Closed', zh: '办结时间' },
} as const satisfies Readonly<Record<string, Words>>

/** Wall clock of China. */
const wall = (at: Date): Words => {
	const text = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
	return { en: text, zh: text }
}
const same = (text: string): Words => ({ en: text, zh: text })

/** Facts of an incident as the record holds them, each with the act that put it there and when. */
export const incidentFacts: FactSource = {
	resource: incidentResource,
	facts,
	async read(tx, id) {
		const { rows } = await sql<Row>`
			select i.number, i.agency_id, m.opened_at, i.received_at, a.name_en as station_en, a.name_zh as station_zh,
				(select max(s.at) from dispatch.story s where s.incident_id = i.id and s.act = ${placeIncident.name}) as placed_at,
				c.type, c.priority, c.facts ->> 'hurt' as hurt, c.facts ->> 'weapon' as weapon, c.at as classified_at,
				c.at = m.opened_at as first,
				(select min(t.at) from dispatch.incident_time t where t.incident_id = i.id and t.kind = 'on_scene') as arrived_at,
				(select max(t.at) from dispatch.incident_time t where t.incident_id = i.id and t.kind = 'closed') as closed_at,
				d.code as disposition, d.at as disposed_at, l.late, l.late_at
			from dispatch.incident i join matters.matter m on m.id = i.id join identity.agency a on a.id = i.agency_id
			join dispatch.classification c on c.id = i.classification_id
			left join dispatch.disposition d on d.id = i.disposition_id
			cross join lateral (select count(*)::int as late, max(t.breached_at) as late_at from matters.timer t
				where t.matter_id = i.id and t.breached_at is not null) l
			where i.id = ${id}`.execute(tx)
		const row = rows[0]
		if (row === undefined) throw notFound(`incident ${id}`)
		return { agency: row.agency_id, matter: id, name: same(row.number), held: heldOf(row) }
	},
}

function heldOf(row: Row): Readonly<Record<string, FactHeld>> {
	const opened = (value: Words): FactHeld => ({ value, act: openIncident.name, at: row.opened_at })
	const classified = (value: Words): FactHeld =>
		row.first ? opened(value) : { value, act: classifyIncident.name, at: row.classified_at }
	const held: Record<string, FactHeld> = {
		'incident.number': opened(same(row.number)),
		'incident.type': classified(word(`type.${row.type}`)),
		'incident.priority': classified(same(String(row.priority))),
		'incident.received': opened(wall(row.received_at)),
		'incident.station':
			row.placed_at === null
				? opened({ en: row.station_en, zh: row.station_zh })
				: { value: { en: row.station_en, zh: row.station_zh }, act: placeIncident.name, at: row.placed_at },
		'incident.late': {
			value: row.late === 0 ? { en: 'none', zh: '无' } : same(String(row.late)),
			act: row.late_at === null ? openIncident.name : 'matters.timer.breach',
			at: row.late_at ?? row.opened_at,
		},
	}
	if (row.hurt !== 'unknown') held['incident.hurt'] = classified(word(`fact.hurt.${row.hurt}`))
	if (row.weapon !== 'unknown') held['incident.weapon'] = classified(word(`fact.weapon.${row.weapon}`))
	if (row.arrived_at !== null)
		held['incident.arrived'] = { value: wall(row.arrived_at), act: setStatus.name, at: row.arrived_at }
	if (row.disposition !== null && row.disposed_at !== null)
		held['incident.disposition'] = {
			value: word(`disposition.${row.disposition}`),
			act: disposeIncident.name,
			at: row.disposed_at,
		}
	if (row.closed_at !== null)
		held['incident.closed'] = { value: wall(row.closed_at), act: closeIncident.name, at: row.closed_at }
	return held
}
