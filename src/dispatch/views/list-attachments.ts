import { sql } from 'kysely'
import { readPart } from '#kernel/files/api.ts'
import { partBytes } from '#kernel/files/contract.ts'
import { shows } from '#kernel/view.ts'
import type { AgencyRef } from '../contract.ts'
import { listAttachments, showAttachment } from '../contract/attachments.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { byJson, iso } from '../store/shown.ts'

type Row = {
	id: string
	what: 'photo' | 'recording'
	sha256: string
	kind: string | null
	bytes: number | null
	made_at: Date
	clock_offset_ms: number
	lon: number | null
	lat: number | null
	accuracy_metres: number | null
	at: Date
	by: { post: string; agency: AgencyRef | null }
	whole: boolean
}

/** D128. */
export const showAttachmentList = shows(listAttachments, {
	subject: async (tx, input) => incidentSubject(await needIncident(tx, input.incident, 'read')),
	show: async ({ tx }, input) => {
		const { rows } =
			await sql<Row>`select a.id, a.what, encode(a.sha256, 'hex') as sha256, a.kind, a.bytes::float8 as bytes,
				a.made_at, a.clock_offset_ms, a.lon, a.lat, a.accuracy_metres, a.at, ${byJson('a')} as by,
				exists (select from files.file f where f.matter_id = a.incident_id and f.sha256 = a.sha256 and f.whole_at is not null) as whole
			from dispatch.attachment a where a.incident_id = ${input.incident} order by a.at, a.id limit 500`.execute(tx)
		return {
			output: {
				rows: rows.map((row) => ({
					id: row.id,
					what: row.what,
					sha256: row.sha256,
					kind: row.kind,
					bytes: row.bytes,
					madeAt: iso(row.made_at),
					clockOffsetMs: row.clock_offset_ms,
					point: row.lon === null || row.lat === null ? null : ([row.lon, row.lat] as [number, number]),
					accuracyMetres: row.accuracy_metres,
					at: iso(row.at),
					by: row.by,
					parts: row.whole ? Math.ceil((row.bytes ?? 0) / partBytes) : 0,
				})),
			},
			records: [{ type: 'Incident', id: input.incident }],
			matter: input.incident,
		}
	},
})

/** D128, F3. */
export const showAttachmentPart = shows(showAttachment, {
	subject: async (tx, input) => incidentSubject(await needIncident(tx, input.incident, 'read')),
	show: async ({ tx }, input) => ({
		output: {
			base64: Buffer.from(await readPart(tx, input.incident, input.sha256, input.part)).toString('base64'),
		},
		records: [{ type: 'Incident', id: input.incident }],
		matter: input.incident,
	}),
})
