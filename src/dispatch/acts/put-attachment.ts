import { performs } from '#kernel/act.ts'
import { dropWrongParts, takePart } from '#kernel/files/api.ts'
import { putAttachment } from '../contract/attachments.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'

/** D126. */
export const performPutAttachment = performs(putAttachment, {
	load: async (tx, input) => {
		const row = await needIncident(tx, input.incident, 'lock')
		return { subject: incidentSubject(row), row, version: null }
	},
	refused: (tx, _who, input, refusal) => dropWrongParts(tx, input.incident, input, refusal),
	run: async (context, incident, input) => {
		const { missing, fact } = await takePart(context, incident.id, input)
		return { output: { incident: incident.id, missing }, fact, matter: incident.id }
	},
})
