import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { showAddress } from '../contract.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { incidentRows } from '../store/rows.ts'

/** D32. */
export const showAddressDetail = shows(showAddress, {
	subject: async (tx, input) => incidentSubject(await needIncident(tx, input.incident, 'read')),
	show: async ({ tx }, input) => {
		const [row] = await incidentRows(tx, [input.incident], 'open')
		if (row === undefined) throw notFound()
		return {
			output: { incident: row.id, place: row.place },
			records: [{ type: 'Incident', id: row.id }],
			matter: row.id,
		}
	},
})
