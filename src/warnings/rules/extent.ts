import type { ExtentFault, WarningArea } from '../contract.ts'

/** V4. How large an area is, and whether it is large enough to name a neighbourhood and not a house. Pure. */

export const leastRadiusMetres = 100
export const leastSquareMetres = 10_000
export const leastWidthMetres = 60
export const mostSquareKilometres = 1_000_000

type Flat = readonly [x: number, y: number]
export type Extent = { readonly squareMetres: number; readonly widthMetres: number; readonly crosses: boolean }

/** Mean radius of the earth in metres (IUGG). */
const earth = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/**
 * Area, least width of the hull and whether the line crosses itself. A polygon is laid flat about its middle (equirectangular):
 * right to a part in a thousand for anything the size of a town, which is where the least sizes matter.
 */
export function extentOf(area: WarningArea): Extent {
	if (area.is === 'circle') {
		const { radiusMetres } = area
		return { squareMetres: Math.PI * radiusMetres ** 2, widthMetres: 2 * radiusMetres, crosses: false }
	}
	const middle = area.points.reduce((sum, [, lat]) => sum + lat, 0) / area.points.length
	const base = area.points[0]?.[0] ?? 0
	const flat = area.points.map(
		([lon, lat]): Flat => [earth * radians(lon - base) * Math.cos(radians(middle)), earth * radians(lat - middle)],
	)
	return { squareMetres: enclosed(flat), widthMetres: leastWidth(hull(flat)), crosses: crossesItself(flat) }
}

/** What is wrong with an area's size, or null. */
export function extentFault(area: WarningArea): ExtentFault | null {
	const { squareMetres, widthMetres, crosses } = extentOf(area)
	if (area.is === 'circle' && area.radiusMetres < leastRadiusMetres) return 'radius'
	if (crosses) return 'crosses'
	if (squareMetres < leastSquareMetres) return 'area'
	if (widthMetres < leastWidthMetres) return 'width'
	return squareMetres > mostSquareKilometres * 1e6 ? 'large' : null
}

const sides = (points: readonly Flat[]): [Flat, Flat][] =>
	points.map((point, n) => [point, points[(n + 1) % points.length] ?? point])
const cross = (o: Flat, a: Flat, b: Flat) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])

/** The shoelace formula. */
function enclosed(points: readonly Flat[]): number {
	return Math.abs(sides(points).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0)) / 2
}

/** The convex hull, by Andrew's monotone chain. */
function hull(points: readonly Flat[]): Flat[] {
	const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
	const half = (given: readonly Flat[]): Flat[] => {
		const kept: Flat[] = []
		for (const point of given) {
			for (;;) {
				const [before, last] = [kept.at(-2), kept.at(-1)]
				if (before === undefined || last === undefined || cross(before, last, point) > 0) break
				kept.pop()
			}
			kept.push(point)
		}
		return kept.slice(0, -1)
	}
	return [...half(sorted), ...half(sorted.toReversed())]
}

/** The least distance between two parallel lines that hold the hull: one of them lies along a side. */
function leastWidth(points: readonly Flat[]): number {
	if (points.length < 3) return 0
	const widths = sides(points).map(([a, b]) => {
		const length = Math.hypot(b[0] - a[0], b[1] - a[1])
		return length === 0 ? 0 : Math.max(...points.map((point) => Math.abs(cross(a, b, point)) / length))
	})
	return Math.min(...widths)
}

function crossesItself(points: readonly Flat[]): boolean {
	const all = sides(points)
	return all.some(([a, b], n) =>
		all.some(([c, d], m) => {
			const beside = Math.abs(n - m) <= 1 || Math.abs(n - m) === all.length - 1
			if (beside || m < n) return false
			const [one, two, three, four] = [cross(a, b, c), cross(a, b, d), cross(c, d, a), cross(c, d, b)]
			return one * two <= 0 && three * four <= 0
		}),
	)
}
