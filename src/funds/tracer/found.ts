import { WholeSet } from './whole-set.ts'

/** F212. What a walk reached, as columns by the order it was reached in; valid until the next walk. */
export class Found {
	readonly #seen = new WholeSet()
	/** Places of what was read; from the number of those on, recent ones. */
	get refs(): Int32Array {
		return this.#seen.keys
	}
	/** The account each was reached from, and the one it reaches. */
	begins = new Int32Array(1 << 11)
	ends = new Int32Array(1 << 11)
	/** As a record has it. */
	amounts = new Uint32Array(1 << 11)
	hops = new Uint8Array(1 << 11)

	/** Accounts that were left, each with its earliest (backward: latest) arrival and how many of its transfers are here. */
	readonly nodes = new WholeSet()
	places = new Int32Array(1 << 11)
	times = new Float64Array(1 << 11)
	shown = new Int32Array(1 << 11)
	cuts: { node: number; shown: number; of: number }[] = []
	#forward = true

	get size(): number {
		return this.#seen.size
	}

	clear(forward: boolean): void {
		this.#forward = forward
		this.#seen.clear()
		this.nodes.clear()
		this.cuts = []
	}

	take(ref: number, begin: number, end: number, amount: number, hop: number): void {
		if (this.#seen.add(ref) >= 0) return
		const n = this.#seen.size - 1
		if (n >= this.ends.length) this.#grow()
		this.begins[n] = begin
		this.ends[n] = end
		this.amounts[n] = amount
		this.hops[n] = hop
	}

	arrive(node: number, place: number, at: number): void {
		const n = this.nodes.add(node)
		if (n < 0) {
			const last = this.nodes.size - 1
			if (last >= this.places.length) this.#growNodes()
			this.places[last] = place
			this.times[last] = at
			this.shown[last] = 0
			return
		}
		const [has, had] = [this.places[n] ?? 0, this.times[n] ?? 0]
		this.places[n] = this.#forward ? Math.min(has, place) : Math.max(has, place)
		this.times[n] = this.#forward ? Math.min(had, at) : Math.max(had, at)
	}

	/** Counts what of each account is here. */
	close(): void {
		for (let n = 0; n < this.size; n += 1) {
			const rank = this.nodes.add(this.begins[n] ?? 0)
			this.shown[rank] = (this.shown[rank] ?? 0) + 1
		}
	}

	#grow(): void {
		const more = this.ends.length * 2
		this.begins = grown(this.begins, new Int32Array(more))
		this.ends = grown(this.ends, new Int32Array(more))
		this.amounts = grown(this.amounts, new Uint32Array(more))
		this.hops = grown(this.hops, new Uint8Array(more))
	}

	#growNodes(): void {
		const more = this.places.length * 2
		this.places = grown(this.places, new Int32Array(more))
		this.times = grown(this.times, new Float64Array(more))
		this.shown = grown(this.shown, new Int32Array(more))
	}
}

function grown<T extends Int32Array | Uint32Array | Uint8Array | Float64Array>(old: T, more: T): T {
	more.set(old)
	return more
}
