import type { Graph, Snapped } from './graph.ts'

/** Dijkstra over whole milliseconds or millimetres, from several seeds, forward or against the arcs. */

export type Seed = {
	readonly node: number
	readonly cost: number
	/** The course between the node and the place, and the share of it where the node lies. */
	readonly course: number
	readonly nodeAt: number
}
/** Shares this near to an end are the junction itself, from where every road is open. */
export const atEnd = 1e-9
export type Search = {
	readonly graph: Graph
	readonly cost: Uint32Array
	readonly who: number
	/** True: along the arcs; false: against them, giving the cost from every node to the seeds. */
	readonly forward: boolean
	/** Ends the search early: called with each node that is settled and its cost. */
	readonly done?: (node: number, cost: number) => boolean
	/** Costs above this are not followed. */
	readonly bound?: number
}
export const unreached = 0xffffffff

/** Arrays a search works in; kept with the graph so that a search allocates nothing of its size. */
class Room {
	readonly reach: Uint32Array
	readonly via: Uint32Array
	heap: Float64Array
	constructor(nodes: number, arcs: number) {
		this.reach = new Uint32Array(nodes)
		this.via = new Uint32Array(nodes)
		this.heap = new Float64Array(arcs + 64)
	}
}
const rooms = new WeakMap<Graph, Room>()

/**
 * Least costs from (or to) the seeds. The answer's arrays belong to the graph and hold until its next search.
 * `reach[n]`: cost, `unreached` when there is none; `via[n]`: the arc by which n was reached, `unreached` at a seed.
 * The heap keeps cost and node in one number (cost times nodes plus node; below 2^53 for any country), so equal costs
 * settle in node order and the same question has the same answer.
 */
export function search(
	{ graph, cost, who, forward, done, bound = unreached - 1 }: Search,
	seeds: readonly Seed[],
): Room {
	let room = rooms.get(graph)
	if (room === undefined) {
		room = new Room(graph.nodes, graph.head.length)
		rooms.set(graph, room)
	}
	// A seed and an arc are each put on the heap once at most.
	if (room.heap.length < graph.head.length + seeds.length)
		room.heap = new Float64Array(graph.head.length + seeds.length)
	const { reach, via, heap } = room
	reach.fill(unreached)
	const n = graph.nodes
	const { mask, inArc } = graph
	const first = forward ? graph.firstOut : graph.firstIn
	const other = forward ? graph.head : graph.tail
	let size = 0
	const push = (key: number) => {
		let i = size++
		while (i > 0) {
			const up = (i - 1) >> 2
			const above = heap[up] as number
			if (above <= key) break
			heap[i] = above
			i = up
		}
		heap[i] = key
	}
	for (const seed of seeds)
		if (seed.cost < (reach[seed.node] as number)) {
			reach[seed.node] = seed.cost
			via[seed.node] = unreached
			push(seed.cost * n + seed.node)
		}
	while (size > 0) {
		const top = heap[0] as number
		size -= 1
		if (size > 0) sink(heap, size, heap[size] as number)
		const at = Math.floor(top / n)
		const node = top - at * n
		if (at > (reach[node] as number)) continue
		if (done?.(node, at) === true) break
		const end = first[node + 1] as number
		for (let i = first[node] as number; i < end; i++) {
			const arc = forward ? i : (inArc[i] as number)
			if (((mask[arc] as number) & who) === 0) continue
			const next = other[i] as number
			const total = at + (cost[arc] as number)
			if (total >= (reach[next] as number) || total > bound) continue
			reach[next] = total
			via[next] = arc
			push(total * n + next)
		}
	}
	return room
}

/** Puts `key` at the top of a heap of `size` and lets it sink (four children each). */
function sink(heap: Float64Array, size: number, key: number): void {
	let i = 0
	for (;;) {
		const child = 4 * i + 1
		if (child >= size) break
		let least = child
		let value = heap[child] as number
		const end = child + 4 < size ? child + 4 : size
		for (let c = child + 1; c < end; c++) {
			const v = heap[c] as number
			if (v < value) {
				value = v
				least = c
			}
		}
		if (value >= key) break
		heap[i] = value
		i = least
	}
	heap[i] = key
}

/** Cost of a course from its beginning to its end, or null when `who` may not drive it. */
export function courseCost(graph: Graph, course: number, cost: Uint32Array, who: number): number | null {
	const arc = anyArc(graph, course)
	if (arc === null || ((graph.mask[arc] ?? 0) & who) === 0) return null
	return cost[arc] ?? 0
}

export function anyArc(graph: Graph, course: number): number | null {
	const i = graph.firstOfCourse[course] ?? 0
	return i < (graph.firstOfCourse[course + 1] ?? 0) ? (graph.arcOfCourse[i] ?? 0) : null
}

/** Where a search against the arcs begins: every node from which an arc leads to the place. */
export function seedsInto(graph: Graph, place: Snapped, cost: Uint32Array, who: number): Seed[] {
	const seeds: Seed[] = []
	for (const against of [0, 1]) {
		const course = place.edge * 2 + against
		const share = against === 0 ? place.share : 1 - place.share
		for (let i = graph.firstOfCourse[course] ?? 0; i < (graph.firstOfCourse[course + 1] ?? 0); i++) {
			const arc = graph.arcOfCourse[i] ?? 0
			if (((graph.mask[arc] ?? 0) & who) === 0) continue
			seeds.push({ node: tailOf(graph, arc), cost: Math.round((cost[arc] ?? 0) * share), course, nodeAt: 0 })
			if (share >= 1 - atEnd) seeds.push({ node: graph.head[arc] ?? 0, cost: 0, course, nodeAt: 1 })
		}
	}
	return seeds
}

/** Where a search along the arcs begins: the ends of the edge the place lies on. */
export function seedsOutOf(graph: Graph, place: Snapped, cost: Uint32Array, who: number): Seed[] {
	const seeds: Seed[] = []
	for (const against of [0, 1]) {
		const course = place.edge * 2 + against
		const arc = anyArc(graph, course)
		if (arc === null || ((graph.mask[arc] ?? 0) & who) === 0) continue
		const share = against === 0 ? place.share : 1 - place.share
		seeds.push({ node: graph.head[arc] ?? 0, cost: Math.round((cost[arc] ?? 0) * (1 - share)), course, nodeAt: 1 })
		if (share <= atEnd) seeds.push({ node: tailOf(graph, arc), cost: 0, course, nodeAt: 0 })
	}
	return seeds
}

/** Tail of an arc: arcs lie in order of their tails. */
export function tailOf(graph: Graph, arc: number): number {
	let low = 0
	let high = graph.nodes
	while (low + 1 < high) {
		const middle = (low + high) >> 1
		if ((graph.firstOut[middle] ?? 0) <= arc) low = middle
		else high = middle
	}
	return low
}

/** Cost of driving between two places on one edge without leaving it, or null. */
export function within(graph: Graph, from: Snapped, to: Snapped, cost: Uint32Array, who: number): number | null {
	if (from.edge !== to.edge) return null
	const against = to.share < from.share ? 1 : 0
	const whole = courseCost(graph, from.edge * 2 + against, cost, who)
	if (whole === null) return from.share === to.share ? 0 : null
	return Math.round(whole * Math.abs(to.share - from.share))
}
