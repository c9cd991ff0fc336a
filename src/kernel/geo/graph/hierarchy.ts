import type { Graph } from './graph.ts'
import { Remaining } from './remaining.ts'

/**
 * A contraction hierarchy (Geisberger, Sanders, Schultes, Delling 2008) of a graph's milliseconds for one kind of driver.
 * Nodes are put in order of importance; a node's `up` arcs lead to more important ones, its `down` arcs come from them,
 * shortcuts standing for what was taken out between. Any shortest way climbs and then descends, so costs to all nodes are
 * one small climb and one sweep over the nodes in order (PHAST: Delling, Goldberg, Nowatzyk, Werneck 2011).
 * Shortcuts are sums of whole milliseconds: the costs are exactly those of the plain search.
 */
export type Hierarchy = {
	readonly who: number
	/** Place of each node in the order; 0 is the most important. */
	readonly place: Uint32Array
	/** By place: arcs to more important nodes, as places and milliseconds. */
	readonly upFirst: Uint32Array
	readonly upTo: Uint32Array
	readonly upMs: Uint32Array
	/** By place: arcs from more important nodes. */
	readonly downFirst: Uint32Array
	readonly downFrom: Uint32Array
	readonly downMs: Uint32Array
}

type Taken = {
	readonly node: number
	readonly up: readonly (readonly [number, number])[]
	readonly down: readonly (readonly [number, number])[]
}

/** Takes the nodes out one by one, the least important first. */
export function buildHierarchy(
	graph: Pick<Graph, 'nodes' | 'firstOut' | 'head' | 'ms' | 'mask'>,
	who: number,
): Hierarchy {
	const left = new Remaining(graph.nodes)
	for (let n = 0; n < graph.nodes; n++)
		for (let a = graph.firstOut[n] ?? 0; a < (graph.firstOut[n + 1] ?? 0); a++)
			if (((graph.mask[a] ?? 0) & who) !== 0) left.join(n, graph.head[a] ?? 0, graph.ms[a] ?? 0)
	const taken: Taken[] = []
	const queue = new Queue()
	for (let n = 0; n < graph.nodes; n++) queue.push(left.worth(n), n)
	for (let next = queue.pop(); next !== null; next = queue.pop()) {
		// Its neighbours may have gone since it was weighed: weigh again, and let it wait if it is no longer the least.
		const worth = left.worth(next)
		if (worth > queue.least()) queue.push(worth, next)
		else taken.push({ node: next, ...left.take(next) })
	}
	return laid(graph.nodes, who, taken.reverse())
}

function laid(nodes: number, who: number, order: readonly Taken[]): Hierarchy {
	const place = new Uint32Array(nodes)
	order.forEach((t, i) => {
		place[t.node] = i
	})
	const rows = (pick: (t: Taken) => readonly (readonly [number, number])[]) => {
		const first = new Uint32Array(nodes + 1)
		const to: number[] = []
		const ms: number[] = []
		order.forEach((t, i) => {
			const arcs = pick(t)
				.map(([n, w]) => [place[n] ?? 0, w] as const)
				.sort((a, b) => a[0] - b[0])
			for (const [n, w] of arcs) {
				to.push(n)
				ms.push(w)
			}
			first[i + 1] = to.length
		})
		return { first, to: Uint32Array.from(to), ms: Uint32Array.from(ms) }
	}
	const up = rows((t) => t.up)
	const down = rows((t) => t.down)
	return {
		who,
		place,
		upFirst: up.first,
		upTo: up.to,
		upMs: up.ms,
		downFirst: down.first,
		downFrom: down.to,
		downMs: down.ms,
	}
}

/** Least first; among equals the lower node, so that the order is always the same. */
class Queue {
	readonly #heap: [worth: number, node: number][] = []

	push(worth: number, node: number): void {
		const heap = this.#heap
		heap.push([worth, node])
		let i = heap.length - 1
		while (i > 0) {
			const up = (i - 1) >> 1
			if (!before(heap[i], heap[up])) break
			this.#swap(i, up)
			i = up
		}
	}

	least(): number {
		return this.#heap[0]?.[0] ?? Number.POSITIVE_INFINITY
	}

	pop(): number | null {
		const heap = this.#heap
		const top = heap[0]
		const last = heap.pop()
		if (top === undefined || last === undefined) return null
		if (heap.length > 0) {
			heap[0] = last
			let i = 0
			for (;;) {
				const a = 2 * i + 1
				const least = before(heap[a + 1], heap[a]) ? a + 1 : a
				if (!before(heap[least], heap[i])) break
				this.#swap(i, least)
				i = least
			}
		}
		return top[1]
	}

	#swap(i: number, j: number): void {
		const a = this.#heap[i]
		const b = this.#heap[j]
		if (a !== undefined && b !== undefined) {
			this.#heap[i] = b
			this.#heap[j] = a
		}
	}
}

function before(a: readonly [number, number] | undefined, b: readonly [number, number] | undefined): boolean {
	if (a === undefined || b === undefined) return false
	return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])
}
