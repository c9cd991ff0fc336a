import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { noteIncident } from '../contract.ts'
import { ownTime } from '../rules/plain.ts'
import { loadIncidentHead } from '../store/incident.ts'
import { incidentChanged, story, writeAll } from '../store/write.ts'

/** A note is a line of the story; nobody overtakes it. Two waits: load, write. */
export const performNoteIncident = performs(noteIncident, {
	load: (tx, input) => loadIncidentHead(tx, input.incident),
	run: async (context, incident, input) => {
		const id = newId(context.now.getTime())
		const at = ownTime(input.at, context.now, incident.receivedAt)
		await writeAll(context.tx, [
			story(context, { act: noteIncident.name, incident: incident.id, text: input.text, at, id }),
		])
		return {
			output: { incident: incident.id, note: id },
			fact: { note: id },
			personal: { text: input.text },
			messages: [incidentChanged(incident.id, incident.state, incident.version)],
			matter: incident.id,
		}
	},
})
