import { z } from 'zod'
import { resource, view } from '../contract/declare.ts'
import { point, text } from '../contract/scalars.ts'

/** What screens may ask of the map. None of it is personal data: an address here is a house. */

export const mapResource = resource({
	type: 'TownMap',
	table: 'geo.map',
	id: 'version',
	see: 'geo.map.see',
	attributes: { current: { is: 'Bool', column: 'is_current' } },
})

const lon = z.coerce.number().min(-180).max(180)
const lat = z.coerce.number().min(-90).max(90)

export const placeKind = z.enum(['address', 'crossing', 'place', 'street'])
export type PlaceKind = z.output<typeof placeKind>

export const foundPlace = z.strictObject({
	id: z.string(),
	kind: placeKind,
	label_en: z.string(),
	label_zh: z.string(),
	point,
	/** Code of the agency whose area it lies in. */
	area: z.string().nullable(),
	/** What that area is called; null with `area`. */
	area_en: z.string().nullable(),
	area_zh: z.string().nullable(),
	/** 0 to 1: how well the words agree. */
	score: z.number(),
	/** False: that number is not on the map, this is its neighbour. */
	exact: z.boolean(),
})

const fishmarket41 = {
	id: 'address:41',
	kind: 'address',
	label_en: '41 Fishmarket Street',
	label_zh: '鱼市街41号',
	point: [123.3901, 28.4996],
	area: 'xigang-old-town',
	area_en: 'Old Town Station',
	area_zh: '老城所',
	score: 1,
	exact: true,
} satisfies z.input<typeof foundPlace>

export const searchPlace = view({
	name: 'geo.place.search',
	summary: {
		en: 'Find an address, a crossing, a place or a street by what a caller says',
		zh: '按报警人所述查找门牌、路口、地点或道路',
	},
	resource: mapResource,
	input: z.strictObject({
		text: text(200),
		/** Nearer answers first among equals; both or none. */
		nearLon: lon.optional(),
		nearLat: lat.optional(),
		limit: z.coerce.number().int().min(1).max(50).default(10),
	}),
	output: z.strictObject({ places: z.array(foundPlace) }),
	purpose: 'none',
	looks: 'open',
	example: { input: { text: '鱼市街41号', limit: 3 }, output: { places: [fishmarket41] } },
})

export const reversePlace = view({
	name: 'geo.place.reverse',
	summary: { en: 'What stands at a point of the map, and whose area it is', zh: '查询某点的地址及所属辖区' },
	resource: mapResource,
	input: z.strictObject({ lon, lat, datum: z.enum(['wgs84', 'gcj02', 'bd09']).default('wgs84') }),
	output: z.strictObject({
		/** WGS 84, converted when another datum was given. */
		point,
		convertedFrom: z.enum(['gcj02', 'bd09']).nullable(),
		area: z.string().nullable(),
		address: z
			.strictObject({ id: z.string(), label_en: z.string(), label_zh: z.string(), point, metres: z.number() })
			.nullable(),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { lon: 123.3901, lat: 28.4996 },
		output: {
			point: [123.3901, 28.4996],
			convertedFrom: null,
			area: 'xigang-old-town',
			address: {
				id: 'address:41',
				label_en: '41 Fishmarket Street',
				label_zh: '鱼市街41号',
				point: [123.3901, 28.4996],
				metres: 4.2,
			},
		},
	},
})

export const showRoute = view({
	name: 'geo.route.show',
	summary: { en: 'The fastest way by road from one point to another', zh: '显示两点之间最快的行车路线' },
	resource: mapResource,
	input: z.strictObject({ fromLon: lon, fromLat: lat, toLon: lon, toLat: lat }),
	output: z.strictObject({
		mapVersion: z.string(),
		metres: z.number(),
		seconds: z.number(),
		streets: z.array(z.strictObject({ name_en: z.string(), name_zh: z.string(), metres: z.number() })),
		line: z.array(point),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: { fromLon: 123.3901, fromLat: 28.4996, toLon: 123.397, toLat: 28.498 },
		output: {
			mapVersion: 'c0ffee',
			metres: 1063.6,
			seconds: 122.8,
			streets: [{ name_en: 'Fishmarket Street', name_zh: '鱼市街', metres: 1063.6 }],
			line: [
				[123.3901, 28.4996],
				[123.397, 28.498],
			],
		},
	},
})

/** G12. A line round a piece of ground, longitude first, its first point not repeated; at most 100 points. */
const outline = z.array(point).min(3).max(100)

const square = [
	[123.39, 28.499],
	[123.392, 28.499],
	[123.392, 28.5],
	[123.39, 28.5],
] satisfies z.input<typeof outline>

export const listAreas = view({
	name: 'geo.area.list',
	summary: { en: 'The areas of the map, each with its outline', zh: '地图辖区及其边界' },
	resource: mapResource,
	input: z.strictObject({}),
	output: z.strictObject({
		areas: z.array(z.strictObject({ code: z.string(), en: z.string(), zh: z.string(), outline })),
	}),
	purpose: 'none',
	looks: 'open',
	example: {
		input: {},
		output: { areas: [{ code: 'xigang-old-town', en: 'Old Town Station', zh: '老城所', outline: square }] },
	},
})

export const showBlocks = view({
	name: 'geo.block.show',
	summary: { en: 'The outline of the street blocks at points of the map', zh: '所选街区的边界' },
	resource: mapResource,
	input: z.strictObject({
		/** `longitude,latitude` of each, with blanks between; 12 at most. */
		at: z
			.string()
			.max(600)
			.transform((given) =>
				given
					.trim()
					.split(/\s+/)
					.map((pair) => pair.split(',').map(Number)),
			)
			.pipe(z.array(point).min(1).max(12)),
	}),
	output: z.strictObject({
		/** Null where there is none, and why. */
		outline: outline.nullable(),
		/** `none`: no roads go round one of the points. `apart`: the blocks do not touch. */
		fault: z.enum(['none', 'apart']).nullable(),
	}),
	purpose: 'none',
	looks: 'open',
	example: { input: { at: '123.391,28.4995' }, output: { outline: square, fault: null } },
})
