import type { Point } from '#kernel/contract/scalars.ts'
import { type Graph, metresBetween, route } from '#kernel/geo/api.ts'

/** A way being driven: its line, how long it is, and how far along. */
export type Way = {
	readonly line: readonly Point[]
	/** Metres from the start to each point of the line. */
	readonly marks: readonly number[]
	readonly metres: number
	/** Metres per second. */
	readonly speed: number
	gone: number
}

/** Metres per second assumed where the map knows no way. */
const crossCountry = 8

/**
 * The way from one point to another over the road graph, at the speed of its roads; straight where there is no road.
 * @param pace metres per second instead of the roads' own: a patrol walks or rolls
 */
export function wayBetween(graph: Graph | null, from: Point, to: Point, pace?: number): Way {
	const found = graph === null ? null : route(graph, [from[0], from[1]], [to[0], to[1]])
	const points: Point[] =
		found === null || found.line.length < 2 ? [from, to] : found.line.map(([lon, lat]) => [lon, lat])
	const marks: number[] = [0]
	for (let n = 1; n < points.length; n++) {
		marks.push((marks[n - 1] ?? 0) + metresBetween(points[n - 1] ?? from, points[n] ?? to))
	}
	const metres = marks.at(-1) ?? 0
	const own = found === null || found.seconds <= 0 ? crossCountry : found.metres / found.seconds
	return { line: points, marks, metres, speed: pace ?? Math.max(1, own), gone: 0 }
}

/** Moves on; true when the end is reached. */
export function moveOn(way: Way, seconds: number): boolean {
	way.gone = Math.min(way.metres, way.gone + way.speed * seconds)
	return way.gone >= way.metres
}

/** Where the way now is, and which way it looks: degrees from north, clockwise. */
export function placeOn(way: Way): { readonly point: Point; readonly heading: number } {
	let next = way.marks.findIndex((mark) => mark >= way.gone)
	if (next < 1) next = Math.min(1, way.line.length - 1)
	const a = way.line[next - 1] ?? way.line[0] ?? [0, 0]
	const b = way.line[next] ?? a
	const from = way.marks[next - 1] ?? 0
	const long = (way.marks[next] ?? from) - from
	const share = long <= 0 ? 1 : Math.min(1, Math.max(0, (way.gone - from) / long))
	return {
		point: [round(a[0] + (b[0] - a[0]) * share), round(a[1] + (b[1] - a[1]) * share)],
		heading: headingOf(a, b),
	}
}

function headingOf(a: Point, b: Point): number {
	const east = (b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180)
	const degrees = (Math.atan2(east, b[1] - a[1]) * 180) / Math.PI
	return Math.round((degrees + 360) % 360)
}

function round(degrees: number): number {
	return Math.round(degrees * 1e6) / 1e6
}
