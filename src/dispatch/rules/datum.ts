import type { Point } from '#kernel/contract/scalars.ts'

/**
 * D6. GCJ-02 and BD-09 to WGS 84. Formulas as published in the open evil-transform and coordtransform projects (constants of the
 * Krasovsky 1940 ellipsoid); the inverse is found by iteration to under 1e-9 degree (0.1 mm).
 */

const a = 6_378_245
const ee = 0.006_693_421_622_965_943

/** GCJ-02 moves points of mainland China only; elsewhere it is WGS 84. */
function isMoved([lon, lat]: Point): boolean {
	return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271
}

function shift([lon, lat]: Point): Point {
	const x = lon - 105
	const y = lat - 35
	const waves = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3)
	let dLat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + waves
	dLat += ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3
	dLat += ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3
	let dLon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + waves
	dLon += ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3
	dLon += ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3
	const rad = (lat / 180) * Math.PI
	const magic = 1 - ee * Math.sin(rad) ** 2
	return [
		(dLon * 180) / ((a / Math.sqrt(magic)) * Math.cos(rad) * Math.PI),
		(dLat * 180) / (((a * (1 - ee)) / (magic * Math.sqrt(magic))) * Math.PI),
	]
}

export function gcjFromWgs(point: Point): Point {
	if (!isMoved(point)) return point
	const [dLon, dLat] = shift(point)
	return [point[0] + dLon, point[1] + dLat]
}

export function wgsFromGcj(point: Point): Point {
	if (!isMoved(point)) return point
	let guess = point
	for (let n = 0; n < 30; n++) {
		const [lon, lat] = gcjFromWgs(guess)
		const next: Point = [guess[0] + point[0] - lon, guess[1] + point[1] - lat]
		if (Math.abs(next[0] - guess[0]) < 1e-9 && Math.abs(next[1] - guess[1]) < 1e-9) return next
		guess = next
	}
	return guess
}

const bd = (Math.PI * 3000) / 180

export function gcjFromBd([lon, lat]: Point): Point {
	const x = lon - 0.0065
	const y = lat - 0.006
	const z = Math.sqrt(x * x + y * y) - 0.00002 * Math.sin(y * bd)
	const theta = Math.atan2(y, x) - 0.000003 * Math.cos(x * bd)
	return [z * Math.cos(theta), z * Math.sin(theta)]
}

export type Datum = 'wgs84' | 'gcj02' | 'bd09' | 'unknown'

/** Metres by which an untagged point may be wrong: the largest GCJ-02 and BD-09 shift together. */
export const unknownMetres = 1_500

/** D6. The point in WGS 84; an unknown datum stays where it is and becomes a circle. */
export function wgsFrom(point: Point, datum: Datum): { point: Point; leastMetres: number } {
	if (datum === 'gcj02') return { point: wgsFromGcj(point), leastMetres: 0 }
	if (datum === 'bd09') return { point: wgsFromGcj(gcjFromBd(point)), leastMetres: 0 }
	return { point, leastMetres: datum === 'unknown' ? unknownMetres : 0 }
}
