import type { Position } from './import/osm.ts'
import { metresBetween } from './graph/graph.ts'

/**
 * Datums met in China. WGS 84 is what satellites give; GCJ-02 is what phones and web maps give; BD-09 is Baidu's own.
 * GCJ-02 has no published text: the forward formula is the one that became public and that all open converters share
 * (Krasovsky 1940 ellipsoid); it has no closed inverse, so it is inverted by iteration.
 */

export type Datum = 'wgs84' | 'gcj02' | 'bd09'

const axis = 6_378_245
const flatness = 0.006_693_421_622_965_943
const bdTurn = (Math.PI * 3000) / 180

/** Where GCJ-02 applies: a box around China. Outside it GCJ-02 equals WGS 84. */
export function inGcj([lon, lat]: Position): boolean {
	return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271
}

function waves(x: number): number {
	return ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3
}

function eastward(x: number, y: number): number {
	return (
		300 +
		x +
		2 * y +
		0.1 * x * x +
		0.1 * x * y +
		0.1 * Math.sqrt(Math.abs(x)) +
		waves(x) +
		((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
		((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3
	)
}

function northward(x: number, y: number): number {
	return (
		-100 +
		2 * x +
		3 * y +
		0.2 * y * y +
		0.1 * x * y +
		0.2 * Math.sqrt(Math.abs(x)) +
		waves(x) +
		((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
		((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3
	)
}

/** WGS 84 to GCJ-02, degrees. */
export function toGcj(point: Position): Position {
	if (!inGcj(point)) return point
	const [lon, lat] = point
	const x = lon - 105
	const y = lat - 35
	const rad = (lat * Math.PI) / 180
	const magic = 1 - flatness * Math.sin(rad) ** 2
	const root = Math.sqrt(magic)
	const dLat = (northward(x, y) * 180) / (((axis * (1 - flatness)) / (magic * root)) * Math.PI)
	const dLon = (eastward(x, y) * 180) / ((axis / root) * Math.cos(rad) * Math.PI)
	return [lon + dLon, lat + dLat]
}

/** GCJ-02 to WGS 84, degrees; within a millimetre of the forward formula. */
export function fromGcj(point: Position): Position {
	if (!inGcj(point)) return point
	let guess: Position = point
	for (let i = 0; i < 30; i++) {
		const there = toGcj(guess)
		const dLon = point[0] - there[0]
		const dLat = point[1] - there[1]
		guess = [guess[0] + dLon, guess[1] + dLat]
		if (Math.abs(dLon) < 1e-9 && Math.abs(dLat) < 1e-9) break
	}
	return guess
}

/** GCJ-02 to BD-09, degrees. */
export function gcjToBd([lon, lat]: Position): Position {
	const far = Math.hypot(lon, lat) + 0.000_02 * Math.sin(lat * bdTurn)
	const turn = Math.atan2(lat, lon) + 0.000_003 * Math.cos(lon * bdTurn)
	return [far * Math.cos(turn) + 0.0065, far * Math.sin(turn) + 0.006]
}

/** BD-09 to GCJ-02, degrees; the inverse by iteration. */
export function bdToGcj(point: Position): Position {
	let guess: Position = [point[0] - 0.0065, point[1] - 0.006]
	for (let i = 0; i < 30; i++) {
		const there = gcjToBd(guess)
		const dLon = point[0] - there[0]
		const dLat = point[1] - there[1]
		guess = [guess[0] + dLon, guess[1] + dLat]
		if (Math.abs(dLon) < 1e-9 && Math.abs(dLat) < 1e-9) break
	}
	return guess
}

export function toWgs(point: Position, datum: Datum): Position {
	if (datum === 'gcj02') return fromGcj(point)
	return datum === 'bd09' ? fromGcj(bdToGcj(point)) : point
}

/** A place as it may be drawn: a point only when its datum is known, else a circle that holds every reading of it. */
export type Located =
	| {
			readonly kind: 'point'
			readonly point: Position
			readonly accuracy: number | null
			readonly convertedFrom: 'gcj02' | 'bd09' | null
	  }
	| { readonly kind: 'circle'; readonly centre: Position; readonly radius: number }

/** Smallest radius of a circle, in metres: nothing without a datum may look exact. */
const leastRadius = 100

/** G9. Reads a position with its datum; `accuracy` in metres. Without a datum the answer is a circle, never a point. */
export function locate(point: Position, datum: Datum | null, accuracy: number | null = null): Located {
	if (datum !== null) {
		const convertedFrom = datum === 'wgs84' ? null : datum
		return { kind: 'point', point: toWgs(point, datum), accuracy, convertedFrom }
	}
	const readings = [point, fromGcj(point), fromGcj(bdToGcj(point))]
	const centre: Position = [mid(readings.map((p) => p[0])), mid(readings.map((p) => p[1]))]
	const reach = Math.max(...readings.map((p) => metresBetween(centre, p)))
	return { kind: 'circle', centre, radius: Math.max(leastRadius, Math.ceil(reach + (accuracy ?? 0))) }
}

const mid = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2
