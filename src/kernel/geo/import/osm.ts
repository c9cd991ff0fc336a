/** What an OpenStreetMap file holds, as far as a map for dispatch needs it. */

export type Tags = Readonly<Record<string, string>>
/** Degrees, WGS 84. */
export type OsmNode = {
	readonly type: 'node'
	readonly id: number
	readonly lon: number
	readonly lat: number
	readonly tags?: Tags
}
export type OsmWay = {
	readonly type: 'way'
	readonly id: number
	readonly refs: readonly number[]
	readonly tags?: Tags
}
export type OsmMember = { readonly type: string; readonly ref: number; readonly role: string }
export type OsmRelation = {
	readonly type: 'relation'
	readonly id: number
	readonly members: readonly OsmMember[]
	readonly tags?: Tags
}
export type OsmElement = OsmNode | OsmWay | OsmRelation

export type Position = readonly [lon: number, lat: number]

/** A whole extract in memory: places of all nodes, and the elements that carry tags. */
export class Extract {
	/** Node id to its index in `lon` and `lat`. */
	readonly index = new Map<number, number>()
	readonly lon: number[] = []
	readonly lat: number[] = []
	readonly nodes: OsmNode[] = []
	readonly ways: OsmWay[] = []
	readonly wayById = new Map<number, OsmWay>()
	readonly relations: OsmRelation[] = []
	/** West, south, east, north of all nodes. */
	bounds: [number, number, number, number] = [180, 90, -180, -90]

	add(element: OsmElement): void {
		if (element.type === 'node') this.#addNode(element)
		else if (element.type === 'way') {
			this.wayById.set(element.id, element)
			if (element.tags !== undefined) this.ways.push(element)
		} else if (element.tags !== undefined) this.relations.push(element)
	}

	#addNode(node: OsmNode): void {
		this.index.set(node.id, this.lon.length)
		this.lon.push(node.lon)
		this.lat.push(node.lat)
		const b = this.bounds
		if (node.lon < b[0]) b[0] = node.lon
		if (node.lat < b[1]) b[1] = node.lat
		if (node.lon > b[2]) b[2] = node.lon
		if (node.lat > b[3]) b[3] = node.lat
		if (node.tags !== undefined) this.nodes.push(node)
	}

	/** Where a node is, or null when the extract was cut and does not hold it. */
	place(id: number): Position | null {
		const i = this.index.get(id)
		return i === undefined ? null : [this.lon[i] ?? 0, this.lat[i] ?? 0]
	}

	/** The line of a way, without nodes the extract does not hold. */
	line(way: OsmWay): Position[] {
		const out: Position[] = []
		for (const ref of way.refs) {
			const p = this.place(ref)
			if (p !== null) out.push(p)
		}
		return out
	}

	/** Closed outer and inner rings of an area relation, joined from its ways; pieces that do not close are left out. */
	rings(relation: OsmRelation): { readonly outer: Position[][]; readonly inner: Position[][] } {
		const lines = (role: string) =>
			relation.members
				.filter((m) => m.type === 'way' && (m.role === role || (role === 'outer' && m.role === '')))
				.flatMap((m) => {
					const way = this.wayById.get(m.ref)
					return way === undefined ? [] : [way.refs]
				})
		const places = (refs: readonly number[]) => refs.flatMap((r) => [this.place(r)]).filter((p) => p !== null)
		return { outer: join(lines('outer')).map(places), inner: join(lines('inner')).map(places) }
	}
}

/** Joins way pieces end to end into closed rings. */
function join(lines: readonly (readonly number[])[]): number[][] {
	const left = lines.filter((l) => l.length > 1).map((l) => [...l])
	const rings: number[][] = []
	while (left.length > 0) {
		const ring = left.pop() ?? []
		while (ring[0] !== ring.at(-1)) {
			const at = left.findIndex((l) => l[0] === ring.at(-1) || l.at(-1) === ring.at(-1))
			if (at < 0) break
			const [next = []] = left.splice(at, 1)
			ring.push(...(next[0] === ring.at(-1) ? next : next.reverse()).slice(1))
		}
		if (ring.length > 3 && ring[0] === ring.at(-1)) rings.push(ring)
	}
	return rings
}
