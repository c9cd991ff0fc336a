/** F239. How much of a loss can have come to an account, at most, and in how few transfers. Pure, in whole minor units. */

/** Money that left a victim and came to `to`. */
export type Seed = { readonly to: number; readonly minor: number; readonly at: number | null }
export type Move = {
	readonly from: number
	readonly to: number
	readonly minor: number
	/** Milliseconds. */
	readonly at: number
}

/**
 * The most that can have come from the seeds to `target`: a maximum flow through the accounts in time, where money may wait
 * and each transfer out is strictly later than the one in. No rule of attribution gives more. A seed without a time counts
 * where it went and no further.
 */
export function mostInto(seeds: readonly Seed[], moves: readonly Move[], target: number): number {
	const net = new Net()
	const times = timesOf(moves.filter((move) => move.from !== target))
	const nodes = new Map<number, number>()
	const placeOf = (account: number, after: number): number => {
		if (account === target) return net.sink
		const own = times.get(account)
		if (own === undefined) return net.waste
		const first = nodes.get(account) ?? chain(net, own.length)
		nodes.set(account, first)
		return first + laterThan(own, after)
	}
	for (const seed of seeds)
		if (seed.at !== null || seed.to === target)
			net.arc(net.source, placeOf(seed.to, seed.at ?? Number.POSITIVE_INFINITY), seed.minor)
	for (const move of moves) {
		if (move.from === target || move.from === move.to) continue
		// Out of the place of its own moment: what came at that moment or later stands behind it.
		net.arc(placeOf(move.from, move.at) - 1, placeOf(move.to, move.at), move.minor)
	}
	return net.most()
}

/** Distinct times at which each account pays out, rising. */
function timesOf(moves: readonly Move[]): Map<number, number[]> {
	const sets = new Map<number, Set<number>>()
	for (const { from, at } of moves) sets.set(from, (sets.get(from) ?? new Set()).add(at))
	return new Map([...sets].map(([account, set]) => [account, [...set].sort((a, b) => a - b)]))
}

/** One place for each time and one behind the last; money waits from each to the next. Gives the first. */
function chain(net: Net, length: number): number {
	const first = net.place()
	for (let place = first; place < first + length; place += 1) net.arc(place, net.place(), Number.MAX_SAFE_INTEGER)
	return first
}

/** Index of the first time later than `at`. */
function laterThan(times: readonly number[], at: number): number {
	let [low, high] = [0, times.length]
	while (low < high) {
		const middle = (low + high) >> 1
		if ((times[middle] ?? 0) > at) high = middle
		else low = middle + 1
	}
	return low
}

/** Dinic's algorithm (1970) on integer capacities. */
class Net {
	readonly source = 0
	readonly sink = 1
	/** Where money stays that goes no further. */
	readonly waste = 2
	#places = 3
	readonly #arcs: number[][] = [[], [], []]
	readonly #to: number[] = []
	readonly #room: number[] = []
	#level: number[] = []
	#next: number[] = []

	place(): number {
		this.#arcs.push([])
		this.#places += 1
		return this.#places - 1
	}

	arc(from: number, to: number, room: number): void {
		this.#arcs[from]?.push(this.#to.length)
		this.#to.push(to)
		this.#room.push(room)
		this.#arcs[to]?.push(this.#to.length)
		this.#to.push(from)
		this.#room.push(0)
	}

	most(): number {
		let sum = 0
		while (this.#layered()) {
			this.#next = this.#arcs.map(() => 0)
			for (let sent = this.#send(); sent > 0; sent = this.#send()) sum += sent
		}
		return sum
	}

	#layered(): boolean {
		this.#level = this.#arcs.map(() => -1)
		this.#level[this.source] = 0
		const queue = [this.source]
		for (const place of queue)
			for (const arc of this.#arcs[place] ?? []) {
				const to = this.#to[arc] ?? 0
				if ((this.#room[arc] ?? 0) <= 0 || this.#level[to] !== -1) continue
				this.#level[to] = (this.#level[place] ?? 0) + 1
				queue.push(to)
			}
		return this.#level[this.sink] !== -1
	}

	/** One path of the layers, without recursion: a chain may be thousands of places long. */
	#send(): number {
		const path: number[] = []
		let place: number = this.source
		while (place !== this.sink) {
			const arc = this.#step(place)
			if (arc !== null) {
				path.push(arc)
				place = this.#to[arc] ?? 0
				continue
			}
			const last = path.pop()
			if (last === undefined) return 0
			place = this.#to[last ^ 1] ?? 0
			this.#next[place] = (this.#next[place] ?? 0) + 1
		}
		const sent = Math.min(...path.map((arc) => this.#room[arc] ?? 0))
		for (const arc of path) {
			this.#room[arc] = (this.#room[arc] ?? 0) - sent
			this.#room[arc ^ 1] = Math.min(Number.MAX_SAFE_INTEGER, (this.#room[arc ^ 1] ?? 0) + sent)
		}
		return sent
	}

	#step(place: number): number | null {
		const arcs = this.#arcs[place] ?? []
		for (let n = this.#next[place] ?? 0; n < arcs.length; n += 1) {
			this.#next[place] = n
			const arc = arcs[n] ?? 0
			const to = this.#to[arc] ?? 0
			if ((this.#room[arc] ?? 0) > 0 && this.#level[to] === (this.#level[place] ?? 0) + 1) return arc
		}
		this.#next[place] = arcs.length
		return null
	}
}
