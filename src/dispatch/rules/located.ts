import type { Point } from '#kernel/contract/scalars.ts'
import { locate } from '#kernel/geo/api.ts'

export type Datum = 'wgs84' | 'gcj02' | 'bd09' | 'unknown'

/** D6. The point in WGS 84; without a datum the middle of all it may mean, as a circle that holds them. */
export function wgsFrom(point: Point, datum: Datum): { point: Point; leastMetres: number } {
	const found = locate(point, datum === 'unknown' ? null : datum)
	return found.kind === 'point'
		? { point: [found.point[0], found.point[1]], leastMetres: 0 }
		: { point: [found.centre[0], found.centre[1]], leastMetres: found.radius }
}
