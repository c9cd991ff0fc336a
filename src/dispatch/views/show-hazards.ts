import { sql } from 'kysely'
import { shows } from '#kernel/view.ts'
import { hazardsAtAddress, hazardsOfIncident, listHazards, proposeHazard } from '../contract.ts'
import { mapInUse, powersInUse } from '../machine.ts'
import { deskSubject } from '../store/call.ts'
import { hazardsAt, hazardsToDecide, houseOf, houseOfCall, sameHouse } from '../store/hazard.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'

const most = 200

/** D173. A crossing or a street has none, and what the map in use does not know has none either. */
export const showHazardsAtAddress = shows(hazardsAtAddress, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }, { address, call }) {
		const named = address === undefined ? null : ((await mapInUse()?.place(tx, address)) ?? null)
		const found = named ?? (call === undefined ? null : await houseOfCall(tx, call, who.bureau))
		const rows = found === null ? [] : await hazardsAt(tx, who, now, sameHouse(found), null)
		return { output: { rows }, records: rows.map((row) => ({ type: 'Hazard', id: row.id })) }
	},
})

/** D173. */
export const showHazardsOfIncident = shows(hazardsOfIncident, {
	subject: async (tx, input) => incidentSubject(await needIncident(tx, input.incident, 'read')),
	async show({ tx, who, now }, input) {
		const incident = await needIncident(tx, input.incident, 'read')
		const house = await houseOf(tx, incident.placeId)
		const rows = await hazardsAt(tx, who, now, house === null ? sql`false` : sameHouse(house), incident.id)
		const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
		const may = powersInUse().decide(who, proposeHazard.name, incidentSubject(incident), context).allowed
		return {
			output: { rows, mayPropose: may && house !== null },
			records: rows.map((row) => ({ type: 'Hazard', id: row.id })),
			matter: incident.id,
		}
	},
})

/** D171. */
export const showHazardList = shows(listHazards, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who, now }) {
		const rows = await hazardsToDecide(tx, who, now, most + 1)
		return {
			output: { rows: rows.slice(0, most), more: rows.length > most },
			records: rows.map((row) => ({ type: 'Hazard', id: row.id })),
		}
	},
})
