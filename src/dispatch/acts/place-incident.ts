import { sql } from 'kysely'
import { hasPassed, moveOwner } from '#command'
import { performs } from '#kernel/act.ts'
import { placeIncident } from '../contract.ts'
import { planOf } from '../rules/tables.ts'
import { loadIncident, mustBeOpen, planAsked } from '../store/incident.ts'
import { answeringAgency, findPlace } from '../store/place.ts'
import { given, incidentChanged, story, writeAll } from '../store/write.ts'

/**
 * D10, D20, D42. A new place row; the incident answers to the station it now lies in, until units are on it or it was handed
 * over.
 */
export const performPlaceIncident = performs(placeIncident, {
	load: (tx, input) => loadIncident(tx, input.incident),
	run: async (context, incident, input) => {
		const { tx } = context
		mustBeOpen(incident)
		const place = await findPlace(
			context,
			input.place,
			incident.point === null ? null : { point: incident.point, metres: 100 },
		)
		const stays = incident.assignments.length > 0 || (await hasPassed(tx, incident.id))
		const now = stays ? incident : await answeringAgency(tx, incident.desk, place.point)
		const moved = now.agency
		const { units: needs } = planOf({ ...planAsked(incident), area: now.area })
		if (moved !== incident.agency) await moveOwner(context, { matter: incident.id, to: moved, why: 'placed' })
		await writeAll(tx, [
			place.write,
			sql`update dispatch.incident set place_id = ${place.id}, agency_id = ${moved}, needs = ${needs}, version = version + 1 where id = ${incident.id}`,
			story(context, {
				act: placeIncident.name,
				incident: incident.id,
				text: place.forcedReason ?? undefined,
				fact: { place: place.id, before: incident.placeId, verified: place.verified, agency: moved },
			}),
		])
		const version = incident.version + 1
		return {
			output: { incident: incident.id, state: incident.state, version, agency: moved, verified: place.verified },
			fact: { place: place.id, before: incident.placeId, verified: place.verified, agency: moved },
			personal: given({ 'place.words': input.place.words, 'place.detail': input.place.detail }),
			messages: [incidentChanged(incident.id, incident.state, version)],
			matter: incident.id,
		}
	},
})
