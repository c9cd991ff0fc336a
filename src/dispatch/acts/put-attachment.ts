import { performs } from '#kernel/act.ts'
import { dropParts, putPart } from '#kernel/files/api.ts'
import { putAttachment } from '../contract/attachments.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'

/** D126. */
export const performPutAttachment = performs(putAttachment, {
	load: async (tx, input) => {
		const row = await needIncident(tx, input.incident, 'lock')
		return { subject: incidentSubject(row), row, version: null }
	},
	// F1. What does not hash to its name is not kept.
	refused: async (tx, _who, input, refusal) => {
		if (refusal.rule === 'F1') await dropParts(tx, input.incident, input.sha256)
	},
	run: async ({ tx, now }, incident, input) => {
		const body = Buffer.from(input.base64, 'base64')
		const missing = await putPart(tx, { matter: incident.id, sha256: input.sha256, n: input.part, body }, now)
		return {
			output: { incident: incident.id, missing },
			fact: { sha256: input.sha256, part: input.part, missing },
			matter: incident.id,
		}
	},
})
