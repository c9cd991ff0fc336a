import { sql } from 'kysely'
import { type Fact, performs } from '#kernel/act.ts'
import { announceFile } from '#kernel/files/api.ts'
import { fileBytes, fileKind } from '#kernel/files/contract.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { attachIncident } from '../contract.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { byOf, incidentChanged, story, writeAll } from '../store/write.ts'

/** D126, D127. The same hash once more is the same attachment. */
export const performAttachIncident = performs(attachIncident, {
	load: async (tx, input) => {
		const row = await needIncident(tx, input.incident, 'lock')
		return { subject: incidentSubject(row), row, version: null }
	},
	run: async (context, incident, input) => {
		const { tx, who, now } = context
		mustBePast(input, now)
		const { rows } = await sql<{ id: string }>`select id from dispatch.attachment
			where incident_id = ${incident.id} and sha256 = decode(${input.sha256}::text, 'hex')`.execute(tx)
		const known = rows[0]
		if (known !== undefined)
			return {
				output: { incident: incident.id, attachment: known.id, again: true },
				fact: factOf(known.id, input),
				messages: [],
				matter: incident.id,
			}
		if (input.what === 'photo') await announceFile(tx, photoOf(incident.id, input))
		const id = newId(now.getTime())
		const by = byOf(who)
		await writeAll(tx, [
			sql`insert into dispatch.attachment (id, incident_id, what, sha256, kind, bytes, made_at, clock_offset_ms, lon, lat,
					accuracy_metres, at, post_kind, post_id, by_agency)
				values (${id}, ${incident.id}, ${input.what}, decode(${input.sha256}::text, 'hex'), ${input.kind ?? null},
					${input.bytes ?? null}, ${new Date(input.madeAt)}, ${input.clockOffsetMs}, ${input.point?.[0] ?? null},
					${input.point?.[1] ?? null}, ${input.accuracyMetres ?? null}, ${now}, ${by.kind}, ${by.post}, ${by.agency})`,
			story(context, { act: attachIncident.name, incident: incident.id, fact: { state: input.what } }),
		])
		return {
			output: { incident: incident.id, attachment: id, again: false },
			fact: factOf(id, input),
			messages: [incidentChanged(incident.id, incident.state, incident.version)],
			matter: incident.id,
		}
	},
})

/** Between reading the server's clock and pressing. */
const slackMs = 60_000

/** D126. By its own clock and how far that stood from ours, it was made before it is attached. */
function mustBePast(made: { readonly madeAt: string; readonly clockOffsetMs: number }, now: Date): void {
	if (Date.parse(made.madeAt) + made.clockOffsetMs <= now.getTime() + slackMs) return
	throw new Refusal(
		'invalid',
		{
			en: 'By the device’s own clock it was made in the future. Check the clock.',
			zh: '按设备时钟，拍摄时间在未来。请核对时钟。',
		},
		{ rule: 'D126', field: 'madeAt' },
	)
}

function factOf(
	attachment: string,
	input: {
		readonly sha256: string
		readonly what: string
		readonly madeAt: string
		readonly clockOffsetMs: number
	},
): Fact {
	const { sha256, what, madeAt, clockOffsetMs } = input
	return { attachment, sha256, what, madeAt, clockOffsetMs }
}

function photoOf(
	matter: string,
	input: { readonly sha256: string; readonly kind?: string | undefined; readonly bytes?: number | undefined },
) {
	const kind = fileKind.safeParse(input.kind)
	if (!kind.success)
		throw new Refusal(
			'invalid',
			{ en: 'A photograph is a JPEG, PNG, WebP or HEIC.', zh: '照片须为 JPEG、PNG、WebP 或 HEIC。' },
			{ rule: 'D126', field: 'kind' },
		)
	if (input.bytes === undefined || input.bytes > fileBytes)
		throw new Refusal(
			'too_large',
			{ en: 'Say how long the photograph is: 20 MB at most.', zh: '请注明照片大小，最多 20 MB。' },
			{ rule: 'D126', field: 'bytes' },
		)
	return { matter, sha256: input.sha256, kind: kind.data, bytes: input.bytes }
}
