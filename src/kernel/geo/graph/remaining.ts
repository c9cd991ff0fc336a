/** The graph that is left while a hierarchy is built: nodes go out of it, shortcuts come in. */

type Arcs = readonly (readonly [node: number, ms: number])[]
/** Nodes settled at most in the search for a way around: when none is found a shortcut is put in, which is never wrong. */
const weighing = 24
const taking = 60

export class Remaining {
	readonly #out: Map<number, number>[]
	readonly #in: Map<number, number>[]
	/** Neighbours already taken: spreads the taking over the map. */
	readonly #gone: Uint16Array
	readonly #reach: Float64Array
	readonly #touched: number[] = []

	constructor(nodes: number) {
		this.#out = Array.from({ length: nodes }, () => new Map())
		this.#in = Array.from({ length: nodes }, () => new Map())
		this.#gone = new Uint16Array(nodes)
		this.#reach = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY)
	}

	/** An arc, unless a shorter one is there. */
	join(from: number, to: number, ms: number): void {
		if (from === to || ms >= (this.#out[from]?.get(to) ?? Number.POSITIVE_INFINITY)) return
		this.#out[from]?.set(to, ms)
		this.#in[to]?.set(from, ms)
	}

	/** How dear it is to take a node: shortcuts put in, less arcs taken out, and neighbours gone. */
	worth(node: number): number {
		const arcs = (this.#out[node]?.size ?? 0) + (this.#in[node]?.size ?? 0)
		return 2 * this.#shortcuts(node, weighing).length - arcs + (this.#gone[node] ?? 0)
	}

	/** Takes a node out and gives its arcs to and from what is left. */
	take(node: number): { readonly up: Arcs; readonly down: Arcs } {
		const up = [...(this.#out[node] ?? [])]
		const down = [...(this.#in[node] ?? [])]
		const shortcuts = this.#shortcuts(node, taking)
		for (const [n] of up) this.#in[n]?.delete(node)
		for (const [n] of down) this.#out[n]?.delete(node)
		for (const n of new Set([...up, ...down].map(([n]) => n)))
			this.#gone[n] = Math.min(65_535, (this.#gone[n] ?? 0) + 1)
		for (const [from, to, ms] of shortcuts) this.join(from, to, ms)
		this.#out[node]?.clear()
		this.#in[node]?.clear()
		return { up, down }
	}

	#shortcuts(node: number, settle: number): [number, number, number][] {
		const found: [number, number, number][] = []
		const out = this.#out[node] ?? new Map<number, number>()
		for (const [from, first] of this.#in[node] ?? []) {
			let most = 0
			for (const [to, second] of out) if (to !== from && first + second > most) most = first + second
			if (most === 0) continue
			this.#around(from, node, most, settle)
			for (const [to, second] of out)
				if (to !== from && (this.#reach[to] ?? 0) > first + second) found.push([from, to, first + second])
			for (const n of this.#touched) this.#reach[n] = Number.POSITIVE_INFINITY
			this.#touched.length = 0
		}
		return found
	}

	/** Costs from a node to those around, not through `without`, not beyond `most`. */
	#around(from: number, without: number, most: number, settle: number): void {
		const heap: [number, number][] = [[0, from]]
		this.#reach[from] = 0
		this.#touched.push(from)
		for (let settled = 0; heap.length > 0 && settled < settle; settled++) {
			let at = 0
			for (let i = 1; i < heap.length; i++) if ((heap[i]?.[0] ?? 0) < (heap[at]?.[0] ?? 0)) at = i
			const [cost, node] = heap[at] ?? [0, 0]
			const last = heap.pop()
			if (last !== undefined && at < heap.length) heap[at] = last
			if (cost > (this.#reach[node] ?? 0)) continue
			for (const [next, ms] of this.#out[node] ?? []) {
				const total = cost + ms
				if (next === without || total > most || total >= (this.#reach[next] ?? 0)) continue
				if (this.#reach[next] === Number.POSITIVE_INFINITY) this.#touched.push(next)
				this.#reach[next] = total
				heap.push([total, next])
			}
		}
	}
}
