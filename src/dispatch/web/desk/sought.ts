import type { Point } from '#kernel/contract/scalars.ts'
import type { AreaMark } from '#kernel/web/map/marks.ts'

/** A place looked for in the palette, shown on the desk's map until an incident is chosen. */
export type Sought = { readonly at: Point; readonly label: string }

/** Where the desk shows it: `/desk?at=lon,lat&label=…`. */
export function soughtPath({ at, label }: Sought): string {
	return `/desk?${new URLSearchParams({ at: at.join(','), label })}`
}

/** Reads the desk's search part; null when it names no place. */
export function readSought(search: string): Sought | null {
	const given = new URLSearchParams(search)
	const label = given.get('label') ?? ''
	const match = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?)$/.exec(given.get('at') ?? '')
	if (match === null || label === '' || label.length > 200) return null
	const [lon, lat] = [Number(match[1]), Number(match[2])]
	return Math.abs(lon) > 180 || Math.abs(lat) > 90 ? null : { at: [lon, lat], label }
}

/** Drawn as a circle of 60 m with its label. */
export function soughtMark({ at, label }: Sought): AreaMark {
	return { kind: 'accuracy', id: 'sought', at, radius: 60, label, note: '', priority: null }
}
