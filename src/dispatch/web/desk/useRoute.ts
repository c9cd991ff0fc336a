import type { Point } from '#kernel/contract/scalars.ts'
import type { RouteMark } from '#kernel/web/map/marks.ts'

/** The way of the unit chosen to the incident chosen, over the streets; null while there is none to draw. */
export function useRoute(_unit: string | null, _to: Point | null, _stations: unknown): RouteMark | null {
	return null
}
