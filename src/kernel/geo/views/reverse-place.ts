import { shows } from '../../view.ts'
import { reversePlace } from '../contract.ts'
import { toWgs } from '../datum.ts'
import { areaOf, nearestAddress, needInside } from '../places.ts'
import { asPoint, mapSubject } from '../subject.ts'

/** G7, G9. */
export const reversePlaceView = shows(reversePlace, {
	subject: mapSubject,
	async show({ tx }, { lon, lat, datum }) {
		const point = toWgs([lon, lat], datum)
		await needInside(tx, point, 'lon')
		const found = await nearestAddress(tx, point)
		return {
			output: {
				point: asPoint(point),
				convertedFrom: datum === 'wgs84' ? null : datum,
				area: await areaOf(tx, point),
				address: found === null ? null : { ...found, point: asPoint(found.point) },
			},
		}
	},
})
