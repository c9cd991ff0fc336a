import type { WarningArea } from '../../contract/shapes.ts'

const five = (degrees: number) => degrees.toFixed(5)

/** An area in figures, latitude first as maps and CAP write it. */
export function areaWords(area: WarningArea): string {
	if (area.is === 'circle') {
		const [lon, lat] = area.centre
		return `${five(lat)},${five(lon)} · r ${Math.round(area.radiusMetres)} m`
	}
	return figures(area.points)
}

/** Corners in figures, with blanks between. */
export function figures(points: readonly (readonly [number, number])[]): string {
	return points.map(([lon, lat]) => `${five(lat)},${five(lon)}`).join(' ')
}

/** Points as they are typed or pasted, `latitude,longitude` with blanks between; null when it is none of that. */
export function pointsOf(text: string): [number, number][] | null {
	const parts = text.trim().split(/\s+/)
	const points = parts.map((part): [number, number] | null => {
		const match = /^(-?\d{1,2}(?:\.\d+)?)[,，](-?\d{1,3}(?:\.\d+)?)$/.exec(part)
		return match === null ? null : [Number(match[2]), Number(match[1])]
	})
	const known = points.filter((one) => one !== null)
	const [first, last] = [known[0], known.at(-1)]
	if (known.length !== points.length || first === undefined || last === undefined) return null
	const closed = known.length > 3 && first[0] === last[0] && first[1] === last[1]
	const open = closed ? known.slice(0, -1) : known
	return open.length < 3 ? null : open
}
