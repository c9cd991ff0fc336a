import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { MapTokens } from './tokens.ts'

/** The look of the base map: sea, land, buildings one step up, streets one more, main roads the strongest line. */

export type MapLanguage = 'en' | 'zh'

/** What the server says of the map in use. `bounds`: west, south, east, north, WGS 84 degrees. */
export type MapFacts = {
	readonly bounds: readonly [number, number, number, number]
	readonly maxzoom: number
	/** Whose data it is, owed to others; empty for a town of our own making. */
	readonly attribution: string
}

const widths = (z12: number, z14: number, z16: number, z18: number): ExpressionSpecification => [
	'interpolate',
	['exponential', 1.6],
	['zoom'],
	12,
	z12,
	14,
	z14,
	16,
	z16,
	18,
	z18,
]

const main: ExpressionSpecification = ['==', ['get', 'class'], 'main']
const path: ExpressionSpecification = ['==', ['get', 'class'], 'path']

/** The name in the interface language, else the other script: a street without a name in one still has one. */
const nameIn = (language: MapLanguage): ExpressionSpecification =>
	language === 'zh'
		? ['coalesce', ['get', 'name_zh'], ['get', 'name'], ['get', 'name_en'], '']
		: ['coalesce', ['get', 'name_en'], ['get', 'name'], ['get', 'name_zh'], '']

// No `glyphs` in the style: these families are drawn from the fonts of the machine.
const upright = ['Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei UI', 'Segoe UI', 'Noto Sans', 'sans-serif']
// MapLibre reads the slant from the first name; nothing carries it, so the families after it are drawn slanted.
const slanted = ['Seawall Italic', ...upright]

function grounds(c: MapTokens): LayerSpecification[] {
	return [
		{ id: 'land', type: 'background', paint: { 'background-color': c.land } },
		{ id: 'green', type: 'fill', source: 'town', 'source-layer': 'green', paint: { 'fill-color': c.green } },
		{ id: 'water', type: 'fill', source: 'town', 'source-layer': 'water', paint: { 'fill-color': c.sea } },
		{
			id: 'water-line',
			type: 'line',
			source: 'town',
			'source-layer': 'water',
			filter: ['==', ['geometry-type'], 'LineString'],
			paint: { 'line-color': c.sea, 'line-width': widths(1, 3, 10, 30) },
		},
		{
			id: 'building',
			type: 'fill',
			source: 'town',
			'source-layer': 'building',
			minzoom: 13.5,
			paint: { 'fill-color': c.building },
		},
	]
}

function lines(c: MapTokens): LayerSpecification[] {
	const round = { 'line-cap': 'round', 'line-join': 'round' } as const
	return [
		{
			id: 'path',
			type: 'line',
			source: 'town',
			'source-layer': 'road',
			filter: path,
			minzoom: 14,
			layout: round,
			paint: { 'line-color': c.road, 'line-width': widths(0.3, 0.6, 2, 5) },
		},
		{
			id: 'minor',
			type: 'line',
			source: 'town',
			'source-layer': 'road',
			filter: ['all', ['!', main], ['!', path]],
			layout: round,
			paint: { 'line-color': c.road, 'line-width': widths(0.8, 2.2, 6, 18) },
		},
		{
			id: 'mole',
			type: 'line',
			source: 'town',
			'source-layer': 'mole',
			layout: round,
			paint: { 'line-color': c.main, 'line-width': widths(1.2, 3, 8, 20) },
		},
		{
			id: 'rail',
			type: 'line',
			source: 'town',
			'source-layer': 'rail',
			paint: { 'line-color': c.rail, 'line-width': widths(0.8, 1.2, 2, 3), 'line-dasharray': [4, 2.5] },
		},
		{
			id: 'main-edge',
			type: 'line',
			source: 'town',
			'source-layer': 'road',
			filter: main,
			layout: round,
			paint: { 'line-color': c.halo, 'line-width': widths(2.6, 6.5, 13, 29) },
		},
		{
			id: 'main',
			type: 'line',
			source: 'town',
			'source-layer': 'road',
			filter: main,
			layout: round,
			paint: { 'line-color': c.main, 'line-width': widths(1.8, 4.6, 10, 24) },
		},
		{
			id: 'area',
			type: 'line',
			source: 'town',
			'source-layer': 'area',
			paint: { 'line-color': c.area, 'line-width': 1, 'line-dasharray': [1, 4], 'line-opacity': 0.8 },
		},
	]
}

function labels(c: MapTokens, language: MapLanguage): LayerSpecification[] {
	const name = nameIn(language)
	const halo = { 'text-halo-color': c.halo, 'text-halo-width': 1.5, 'text-halo-blur': 0.2 }
	const line = { 'symbol-placement': 'line', 'symbol-spacing': 420, 'text-max-angle': 30 } as const
	return [
		{
			id: 'water-name',
			type: 'symbol',
			source: 'town',
			'source-layer': 'water',
			layout: { 'text-field': name, 'text-font': slanted, 'text-size': 11, 'text-padding': 8 },
			paint: { 'text-color': c.seaText, 'text-halo-color': c.sea, 'text-halo-width': 1.5 },
		},
		{
			id: 'minor-name',
			type: 'symbol',
			source: 'town',
			'source-layer': 'road',
			filter: ['all', ['!', main], ['!', path]],
			minzoom: 14.2,
			layout: { ...line, 'text-field': name, 'text-font': upright, 'text-size': 11, 'text-padding': 6 },
			paint: { 'text-color': c.text, ...halo },
		},
		{
			id: 'main-name',
			type: 'symbol',
			source: 'town',
			'source-layer': 'road',
			filter: main,
			layout: { ...line, 'text-field': name, 'text-font': upright, 'text-size': 11, 'text-padding': 6 },
			paint: { 'text-color': c.text, ...halo },
		},
		{
			id: 'mole-name',
			type: 'symbol',
			source: 'town',
			'source-layer': 'mole',
			minzoom: 13.5,
			layout: { ...line, 'text-field': name, 'text-font': slanted, 'text-size': 11 },
			paint: { 'text-color': c.seaText, 'text-halo-color': c.sea, 'text-halo-width': 1.5 },
		},
		{
			id: 'green-name',
			type: 'symbol',
			source: 'town',
			'source-layer': 'green',
			minzoom: 14,
			layout: { 'text-field': name, 'text-font': upright, 'text-size': 11, 'text-padding': 6 },
			paint: { 'text-color': c.text, ...halo },
		},
		{
			id: 'housenumber',
			type: 'symbol',
			source: 'town',
			'source-layer': 'housenumber',
			minzoom: 17,
			layout: {
				'text-field': ['to-string', ['coalesce', ['get', 'housenumber'], ['get', 'number'], ['get', 'name'], '']],
				'text-font': upright,
				'text-size': 10,
				'text-padding': 2,
			},
			paint: { 'text-color': c.text, ...halo },
		},
		{
			id: 'place',
			type: 'symbol',
			source: 'town',
			'source-layer': 'place',
			layout: {
				'text-field': name,
				'text-font': upright,
				'text-size': 13,
				'text-letter-spacing': 0.08,
				'text-padding': 4,
			},
			paint: { 'text-color': c.text, ...halo },
		},
	]
}

/**
 * The whole style. Tiles come from this server alone; `glyphs` and `sprite` are left out on purpose (local fonts, and
 * marks are drawn by the screen from data, never from tiles).
 * @param origin scheme, host and port of this server: the tile worker knows no relative address
 */
export function mapStyle(c: MapTokens, language: MapLanguage, facts: MapFacts, origin: string): StyleSpecification {
	const [west, south, east, north] = facts.bounds
	return {
		version: 8,
		sources: {
			town: {
				type: 'vector',
				tiles: [`${origin}/map/tiles/{z}/{x}/{y}.mvt`],
				maxzoom: facts.maxzoom,
				bounds: [west, south, east, north],
			},
		},
		layers: [...grounds(c), ...lines(c), ...labels(c, language)],
	}
}
