import type Flatbush from 'flatbush'
import type { Hierarchy } from './hierarchy.ts'
import type { Position } from '../import/osm.ts'

/**
 * A road graph for shortest paths, in typed arrays.
 *
 * Edge: a piece of road between two junctions, with its line and its cost each way. Arc: an edge driven one way.
 * Node: a junction; a junction where a turn is forbidden has, for each arc that is bound by it, a copy of its own that
 * holds only the turns allowed from there. So a search over nodes obeys turn restrictions and stays plain.
 * Costs are whole milliseconds and whole millimetres: sums are exact, so an answer is the same for ever.
 */
export type Graph = {
	readonly version: string
	readonly nodes: number
	/** Arcs in order of their tail: those of node n are `firstOut[n]` up to `firstOut[n + 1]`. */
	readonly firstOut: Uint32Array
	readonly head: Uint32Array
	/** Edge number times 2, plus 1 when driven against its line. */
	readonly course: Uint32Array
	readonly ms: Uint32Array
	readonly mm: Uint32Array
	/** Bits of who may drive the arc. */
	readonly mask: Uint8Array
	/** The same arcs in order of their head. */
	readonly firstIn: Uint32Array
	readonly tail: Uint32Array
	readonly inArc: Uint32Array
	/** Arcs of each course (edge and direction): more than one where a junction has copies. */
	readonly firstOfCourse: Uint32Array
	readonly arcOfCourse: Uint32Array
	/** Per edge: bits of who may start here and reach the main network, and who may reach here from it. */
	readonly leaves: Uint8Array
	readonly reached: Uint8Array
	readonly edgeName: Uint32Array
	/** Points of edge e: `firstPoint[e]` up to `firstPoint[e + 1]`, two numbers each, degrees times 1e7. */
	readonly firstPoint: Uint32Array
	readonly points: Int32Array
	readonly names: readonly StreetName[]
	readonly index: Flatbush
	/** For costs to or from all nodes at once, for emergency vehicles. */
	readonly hierarchy: Hierarchy
	/** Cosine of the middle latitude: the index holds longitude times this. */
	readonly squeeze: number
}
export type StreetName = { readonly en: string; readonly zh: string }

/** Mean radius of the earth in metres, as the distance oracle has it. */
const radius = 6_371_000
const rad = Math.PI / 180

/** Great-circle metres between two points (haversine). */
export function metresBetween(a: Position, b: Position): number {
	const dLat = (b[1] - a[1]) * rad
	const dLon = (b[0] - a[0]) * rad
	const h = Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(dLon / 2) ** 2
	return 2 * radius * Math.asin(Math.sqrt(h))
}

export function edgePoint(graph: Graph, i: number): Position {
	return [(graph.points[2 * i] ?? 0) / 1e7, (graph.points[2 * i + 1] ?? 0) / 1e7]
}

/** A place on the network: how far along which edge, and how far from the asked point. */
export type Snapped = {
	readonly edge: number
	/** Share of the edge's length before the place, 0 to 1. */
	readonly share: number
	readonly point: Position
	/** Metres from the asked point to the road. */
	readonly off: number
}

/** Nearest road that `who` may use: for a start one from which the main network is reached, for an end one reached from it. */
export function snap(graph: Graph, point: Position, end: 'from' | 'to', who: number): Snapped | null {
	const fits = end === 'from' ? graph.leaves : graph.reached
	const filter = (edge: number) => ((fits[edge] ?? 0) & who) !== 0
	const x = point[0] * graph.squeeze
	const first = graph.index.neighbors(x, point[1], 1, Number.POSITIVE_INFINITY, filter)[0]
	if (first === undefined) return null
	let best = nearestOn(graph, first, point)
	// A box may be near and its road far: everything within the first answer's reach is measured. 10 % for the projection.
	const reach = (best.off / radius / rad) * 1.1 + 1e-9
	for (const edge of graph.index.search(x - reach, point[1] - reach, x + reach, point[1] + reach, filter)) {
		const here = nearestOn(graph, edge, point)
		if (here.off < best.off || (here.off === best.off && edge < best.edge)) best = here
	}
	return best
}

function nearestOn(graph: Graph, edge: number, point: Position): Snapped {
	const from = graph.firstPoint[edge] ?? 0
	const to = graph.firstPoint[edge + 1] ?? 0
	const squeeze = Math.cos(point[1] * rad)
	let best = Number.POSITIVE_INFINITY
	let at = 0
	let found: Position = point
	let before = 0
	for (let i = from; i + 1 < to; i++) {
		const a = edgePoint(graph, i)
		const b = edgePoint(graph, i + 1)
		const dx = (b[0] - a[0]) * squeeze
		const dy = b[1] - a[1]
		const long = dx * dx + dy * dy
		const along = ((point[0] - a[0]) * squeeze * dx + (point[1] - a[1]) * dy) / (long || 1)
		const t = Math.min(1, Math.max(0, along))
		const p: Position = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
		const off = ((p[0] - point[0]) * squeeze) ** 2 + (p[1] - point[1]) ** 2
		const metres = metresBetween(a, b)
		if (off < best) {
			best = off
			at = before + metres * t
			found = p
		}
		before += metres
	}
	return { edge, share: before === 0 ? 0 : Math.min(1, at / before), point: found, off: Math.sqrt(best) * rad * radius }
}
