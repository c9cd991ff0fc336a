/** The map's tables as queries see them. Written by the importer alone. */
type Pointed = { id: number; map_version: string; point: string }

declare module '#kernel/db/schema.ts' {
	interface Tables {
		'geo.map': {
			version: string
			source_name: string
			west: number
			south: number
			east: number
			north: number
			nodes: number
			streets: number
			addresses: number
			places: number
			fictional: boolean
			imported_at: Date
			is_current: boolean
		}
		'geo.area': { id: number; map_version: string; code: string; name_en: string; name_zh: string; shape: string }
		'geo.street': Pointed & { name_en: string; name_zh: string }
		'geo.address': Pointed & {
			street_id: number
			number: string
			number_norm: string
			number_int: number
			label_en: string
			label_zh: string
		}
		'geo.crossing': Pointed & { street_a: number; street_b: number; label_en: string; label_zh: string }
		'geo.place': Pointed & { category: string; name_en: string; name_zh: string }
		'geo.name': { kind: 'street' | 'place'; ref: number; map_version: string; norm: string; grams: string[] }
	}
}

export {}
