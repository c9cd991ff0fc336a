import { shows } from '../../view.ts'
import { searchPlace } from '../contract.ts'
import { searchPlaces } from '../search.ts'
import { asPoint, mapSubject } from '../subject.ts'

/** G5, G6. */
export const searchPlaceView = shows(searchPlace, {
	subject: mapSubject,
	async show({ tx }, { text, nearLon, nearLat, limit }) {
		const near: { near?: readonly [number, number] } =
			nearLon === undefined || nearLat === undefined ? {} : { near: [nearLon, nearLat] }
		const places = await searchPlaces(tx, text, { ...near, limit })
		return { output: { places: places.map((p) => ({ ...p, point: asPoint(p.point) })) } }
	},
})
