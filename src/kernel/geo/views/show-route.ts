import { Refusal } from '../../refusal.ts'
import { shows } from '../../view.ts'
import { showRoute } from '../contract.ts'
import { route } from '../graph/route.ts'
import { needInside } from '../places.ts'
import { ourRoads } from '../roads.ts'
import { asPoint, mapSubject } from '../subject.ts'

/** G2. */
export const showRouteView = shows(showRoute, {
	subject: mapSubject,
	async show({ tx }, { fromLon, fromLat, toLon, toLat }) {
		await needInside(tx, [fromLon, fromLat], 'fromLon')
		const map = await needInside(tx, [toLon, toLat], 'toLon')
		const way = route(await ourRoads().of(map.version), [fromLon, fromLat], [toLon, toLat])
		if (way === null) throw new Refusal('not_now', 'No road leads from there to here on this map.', { rule: 'G2' })
		return {
			output: {
				mapVersion: map.version,
				metres: way.metres,
				seconds: way.seconds,
				streets: way.streets.map((s) => ({ ...s })),
				line: way.line.map(asPoint),
			},
		}
	},
})
