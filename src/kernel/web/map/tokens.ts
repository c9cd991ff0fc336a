/** The colours the base map is drawn with, read from the page's own tokens: the map has no colour of its own. */

const names = {
	sea: '--m-sea',
	land: '--m-land',
	green: '--m-green',
	building: '--m-bld',
	road: '--m-road',
	main: '--m-main',
	rail: '--m-rail',
	text: '--m-txt',
	seaText: '--m-sea-txt',
	halo: '--m-halo',
	area: '--t3',
} as const

export type MapTokens = { readonly [K in keyof typeof names]: string }

/** Reads the map's tokens as they stand under the current theme. */
export function mapTokens(root: HTMLElement): MapTokens {
	const style = getComputedStyle(root)
	const read = (name: string) => style.getPropertyValue(name).trim() || '#888888'
	return {
		sea: read(names.sea),
		land: read(names.land),
		green: read(names.green),
		building: read(names.building),
		road: read(names.road),
		main: read(names.main),
		rail: read(names.rail),
		text: read(names.text),
		seaText: read(names.seaText),
		halo: read(names.halo),
		area: read(names.area),
	}
}
