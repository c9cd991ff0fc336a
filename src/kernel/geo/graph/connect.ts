import { car, emergency } from '../import/access.ts'
import type { Graph } from './graph.ts'

/**
 * Which edges hang together with the main network. A one-way dead end or a road cut off by the edge of an extract must
 * not swallow a start or an end: it is marked here and passed over when a point is put on the network.
 */

type Roads = Pick<Graph, 'nodes' | 'firstOut' | 'head' | 'mask' | 'firstIn' | 'tail' | 'inArc' | 'course'>

export function connect(roads: Roads, edges: number): { readonly leaves: Uint8Array; readonly reached: Uint8Array } {
	const leaves = new Uint8Array(edges)
	const reached = new Uint8Array(edges)
	for (const who of [car, emergency]) {
		const seed = mainNode(roads, who)
		if (seed < 0) continue
		const from = flood(roads, seed, who, true)
		const to = flood(roads, seed, who, false)
		for (let n = 0; n < roads.nodes; n++)
			for (let a = roads.firstOut[n] ?? 0; a < (roads.firstOut[n + 1] ?? 0); a++) {
				if (((roads.mask[a] ?? 0) & who) === 0) continue
				const edge = (roads.course[a] ?? 0) >> 1
				if (to[roads.head[a] ?? 0] === 1) leaves[edge] = (leaves[edge] ?? 0) | who
				if (from[n] === 1) reached[edge] = (reached[edge] ?? 0) | who
			}
	}
	return { leaves, reached }
}

/** All nodes reached from `seed`, along the arcs or against them. */
function flood(roads: Roads, seed: number, who: number, forward: boolean): Uint8Array {
	const seen = new Uint8Array(roads.nodes)
	const stack = [seed]
	seen[seed] = 1
	for (let n = stack.pop(); n !== undefined; n = stack.pop()) {
		const first = forward ? roads.firstOut : roads.firstIn
		for (let i = first[n] ?? 0; i < (first[n + 1] ?? 0); i++) {
			const arc = forward ? i : (roads.inArc[i] ?? 0)
			const next = (forward ? roads.head[i] : roads.tail[i]) ?? 0
			if (((roads.mask[arc] ?? 0) & who) === 0 || seen[next] === 1) continue
			seen[next] = 1
			stack.push(next)
		}
	}
	return seen
}

/** A node of the largest strongly connected part (Kosaraju, without recursion), or -1 when there is no road at all. */
function mainNode(roads: Roads, who: number): number {
	const order = finishOrder(roads, who)
	const seen = new Uint8Array(roads.nodes)
	let best = -1
	let most = 0
	for (let i = order.length - 1; i >= 0; i--) {
		const seed = order[i] ?? 0
		if (seen[seed] === 1) continue
		let size = 0
		const stack = [seed]
		seen[seed] = 1
		for (let n = stack.pop(); n !== undefined; n = stack.pop()) {
			size += 1
			for (let k = roads.firstIn[n] ?? 0; k < (roads.firstIn[n + 1] ?? 0); k++) {
				const next = roads.tail[k] ?? 0
				if (((roads.mask[roads.inArc[k] ?? 0] ?? 0) & who) === 0 || seen[next] === 1) continue
				seen[next] = 1
				stack.push(next)
			}
		}
		if (size > most) {
			most = size
			best = seed
		}
	}
	return best
}

function finishOrder(roads: Roads, who: number): Uint32Array {
	const order = new Uint32Array(roads.nodes)
	let count = 0
	const seen = new Uint8Array(roads.nodes)
	const next = roads.firstOut.slice()
	const stack: number[] = []
	for (let root = 0; root < roads.nodes; root++) {
		if (seen[root] === 1) continue
		seen[root] = 1
		stack.push(root)
		while (stack.length > 0) {
			const n = stack.at(-1) ?? 0
			const arc = next[n] ?? 0
			if (arc >= (roads.firstOut[n + 1] ?? 0)) {
				order[count++] = n
				stack.pop()
				continue
			}
			next[n] = arc + 1
			const to = roads.head[arc] ?? 0
			if (((roads.mask[arc] ?? 0) & who) === 0 || seen[to] === 1) continue
			seen[to] = 1
			stack.push(to)
		}
	}
	return order
}
