import { sql } from 'kysely'
import { shows } from '#kernel/view.ts'
import { showTrack } from '../contract.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { iso, isoOrNull } from '../store/shown.ts'

const most = 5_000

/** D113. Of one incident, in order of time. */
export const showTrackView = shows(showTrack, {
	subject: async (tx, input) => incidentSubject(await needIncident(tx, input.incident, 'read')),
	show: async ({ tx, now }, input) => {
		const { rows } = await sql<{
			unit_id: string
			at: Date
			lon: number
			lat: number
			accuracy_metres: number | null
			delete_at: Date
		}>`select t.unit_id, t.at, t.lon, t.lat, t.accuracy_metres, t.delete_at from dispatch.track t
			join dispatch.incident i on i.id = t.incident_id and not i.protected
			where t.incident_id = ${input.incident} and t.delete_at > ${now} order by t.at, t.slot limit ${most + 1}`.execute(
			tx,
		)
		const { rows: units } = await sql<{ id: string; call_en: string; call_zh: string }>`
			select u.id, u.call_en, u.call_zh from dispatch.unit u
			where u.id in (select a.unit_id from dispatch.assignment a where a.incident_id = ${input.incident})`.execute(tx)
		const fixes = rows.slice(0, most)
		return {
			output: {
				incident: input.incident,
				units: units.map((unit) => ({ id: unit.id, callSign: { en: unit.call_en, zh: unit.call_zh } })),
				fixes: fixes.map((fix) => ({
					at: iso(fix.at),
					unit: fix.unit_id,
					point: [fix.lon, fix.lat] as [number, number],
					accuracyMetres: fix.accuracy_metres,
				})),
				more: rows.length > most,
				keptUntil: isoOrNull(rows.at(-1)?.delete_at ?? null),
			},
			records: [{ type: 'Incident', id: input.incident }],
			matter: input.incident,
		}
	},
})
