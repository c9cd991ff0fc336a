import type { Hierarchy } from './hierarchy.ts'
import { unreached } from './search.ts'

/** Costs between some nodes and all others over a hierarchy: a climb from the seeds, then one sweep down the order. */

const rooms = new WeakMap<Hierarchy, { readonly reach: Uint32Array }>()

/**
 * Milliseconds from every node to the seeds (`forward` false) or from the seeds to every node (true), **by place in the
 * order**: look up node n at `reach[hierarchy.place[n]]`. The array holds until the hierarchy's next sweep.
 */
export function sweep(
	hierarchy: Hierarchy,
	seeds: readonly { readonly node: number; readonly cost: number }[],
	forward: boolean,
): Uint32Array {
	const nodes = hierarchy.place.length
	let room = rooms.get(hierarchy)
	if (room === undefined) {
		room = { reach: new Uint32Array(nodes) }
		rooms.set(hierarchy, room)
	}
	const { reach } = room
	reach.fill(unreached)
	let lowest = -1
	for (const { node, cost } of seeds) {
		const at = hierarchy.place[node] as number
		if (cost < (reach[at] as number)) reach[at] = cost
		if (at > lowest) lowest = at
	}
	const { upFirst, upTo, upMs, downFirst, downFrom, downMs } = hierarchy
	if (forward) {
		climb(reach, lowest, upFirst, upTo, upMs)
		descend(reach, nodes, downFirst, downFrom, downMs)
	} else {
		climb(reach, lowest, downFirst, downFrom, downMs)
		descend(reach, nodes, upFirst, upTo, upMs)
	}
	return reach
}

/** Arcs only lead to earlier places, so going down the places once settles each before it is left. */
function climb(reach: Uint32Array, lowest: number, first: Uint32Array, to: Uint32Array, ms: Uint32Array): void {
	for (let p = lowest; p >= 0; p--) {
		const here = reach[p] as number
		if (here === unreached) continue
		const end = first[p + 1] as number
		for (let i = first[p] as number; i < end; i++) {
			const next = to[i] as number
			const total = here + (ms[i] as number)
			if (total < (reach[next] as number)) reach[next] = total
		}
	}
}

function descend(reach: Uint32Array, nodes: number, first: Uint32Array, from: Uint32Array, ms: Uint32Array): void {
	let i = 0
	for (let p = 0; p < nodes; p++) {
		let best = reach[p] as number
		const end = first[p + 1] as number
		for (; i < end; i++) {
			// An unreached node is so far that the sum never wins.
			const total = (reach[from[i] as number] as number) + (ms[i] as number)
			if (total < best) best = total
		}
		reach[p] = best
	}
}
