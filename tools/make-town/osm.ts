import type { Xy } from './geometry.ts'

/** The town as OpenStreetMap elements: nodes, ways, relations, each with tags. */

export type Tags = Readonly<Record<string, string>>
export type Node = { readonly id: number; readonly lon: number; readonly lat: number; tags: Tags }
export type Way = { readonly id: number; readonly refs: readonly number[]; readonly tags: Tags }
export type Member = { readonly type: 'node' | 'way'; readonly ref: number; readonly role: string }
export type Relation = { readonly id: number; readonly members: readonly Member[]; readonly tags: Tags }

/** Xigang lies in open sea east of any coast: no such town can be there. Degrees, WGS 84. */
export const origin = { lon: 123.4, lat: 28.5 }
const perLat = 110_850
const perLon = 111_320 * Math.cos((origin.lat * Math.PI) / 180)

const round7 = (degrees: number) => Math.round(degrees * 1e7) / 1e7

export class Drawing {
	readonly nodes: Node[] = []
	readonly ways: Way[] = []
	readonly relations: Relation[] = []
	readonly #at = new Map<string, Node>()

	/** A node at a place in metres; the same place (to 5 cm) gives the same node. */
	node([x, y]: Xy, tags: Tags = {}): Node {
		const key = `${Math.round(x * 20)},${Math.round(y * 20)}`
		const known = this.#at.get(key)
		if (known !== undefined) {
			if (Object.keys(tags).length > 0) known.tags = { ...known.tags, ...tags }
			return known
		}
		const lon = round7(origin.lon + x / perLon)
		const node: Node = { id: this.nodes.length + 1, lon, lat: round7(origin.lat + y / perLat), tags }
		this.nodes.push(node)
		this.#at.set(key, node)
		return node
	}

	way(points: readonly Xy[], tags: Tags): Way {
		const refs: number[] = []
		for (const p of points) {
			const ref = this.node(p).id
			if (refs.at(-1) !== ref) refs.push(ref)
		}
		const way: Way = { id: this.ways.length + 1, refs, tags }
		this.ways.push(way)
		return way
	}

	/** A closed way. */
	ring(points: readonly Xy[], tags: Tags): Way {
		const first = points[0]
		return this.way(first === undefined ? [] : [...points, first], tags)
	}

	relation(members: readonly Member[], tags: Tags): Relation {
		const relation: Relation = { id: this.relations.length + 1, members, tags }
		this.relations.push(relation)
		return relation
	}
}
