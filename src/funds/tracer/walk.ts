import { type Adjacency, largeFrom, recordSize, type Way } from './adjacency.ts'
import { Found } from './found.ts'
import type { Recent } from './recent.ts'
import { boundOf } from './sort.ts'

/** What is asked of a walk; times in microseconds since 1970. */
export type WalkQuery = {
	readonly starts: readonly { readonly node: number; readonly at: number }[]
	readonly forward: boolean
	readonly hops: number
	/** Strictly between the two. */
	readonly after: number
	readonly before: number
	readonly least: number
	readonly perHop: number
	/** Nearest in time to the arrival first; else farthest. */
	readonly nearest: boolean
	/** By group: 1 may be walked. Null: all. */
	readonly allow: Uint8Array | null
}

/**
 * F212. One walk over what was read and what was told since, breadth first: each transfer is reached once, at its fewest hops.
 * The same numbers in, the same numbers out; the arrays of a walk are used again by the next.
 */
export class Walk {
	readonly #base: Adjacency
	readonly #recent: Recent
	readonly #found = new Found()
	/** What the walk holds at hand. */
	#query: WalkQuery
	#way: Way
	#lowest = 0
	#highest = 0
	/** Every record counts: no amount or matter leaves one out. */
	#open = true
	/** Records of forgotten transfers lie among the others, with an amount of 0. */
	holes = false

	constructor(base: Adjacency, recent: Recent) {
		this.#base = base
		this.#recent = recent
		this.#way = base.forward
		this.#query = none
	}

	/** The found of the last walk: read it before the next begins. */
	run(query: WalkQuery): Found {
		this.#begin(query)
		const found = this.#found
		for (const { node, at } of query.starts) this.#leave(node, this.#placeOf(at), at, 1)
		let done = 0
		for (let hop = 2; hop <= query.hops && done < found.size; hop += 1)
			for (const end = found.size; done < end; done += 1) this.#follow(done, hop)
		this.#cuts()
		return found
	}

	#begin(query: WalkQuery): void {
		const { at, forward, backward } = this.#base
		this.#query = query
		this.#way = query.forward ? forward : backward
		this.#lowest = query.after === Number.NEGATIVE_INFINITY ? 0 : boundOf(at, query.after, true)
		this.#highest = query.before === Number.POSITIVE_INFINITY ? at.length : boundOf(at, query.before, false)
		this.#open = query.least <= 1 && query.allow === null && !this.holes
		this.#found.clear(query.forward)
	}

	/** Forward: the first place strictly later than a moment. Backward: the first that is not strictly earlier. */
	#placeOf(at: number): number {
		return boundOf(this.#base.at, at, this.#query.forward)
	}

	/** The same for the moment of a place itself. */
	#placeBeside(place: number): number {
		const { tied } = this.#base
		let edge = place
		if (this.#query.forward) {
			while (((tied[edge >>> 3] ?? 0) & (1 << (edge & 7))) !== 0) edge += 1
			return edge + 1
		}
		while (edge > 0 && ((tied[(edge - 1) >>> 3] ?? 0) & (1 << ((edge - 1) & 7))) !== 0) edge -= 1
		return edge
	}

	/** Goes on from the account that the n-th found transfer reached. */
	#follow(n: number, hop: number): void {
		const { refs, ends } = this.#found
		const ref = refs[n] ?? 0
		const node = ends[n] ?? 0
		if (ref >= this.#base.transfers) {
			const { at } = this.#recent.transfer(ref - this.#base.transfers)
			this.#leave(node, this.#placeOf(at), at, hop)
		} else {
			// The moment itself is only asked for where something recent is compared with it.
			const at = this.#recent.list.length === 0 ? 0 : (this.#base.at[ref] ?? 0)
			this.#leave(node, this.#placeBeside(ref), at, hop)
		}
	}

	/** Takes the first `perHop` transfers of an account after (backward: before) an arrival. */
	#leave(node: number, place: number, at: number, hop: number): void {
		const { forward, nearest, perHop } = this.#query
		this.#found.arrive(node, place, at)
		const low = this.#index(node, forward ? Math.max(place, this.#lowest) : this.#lowest)
		const high = this.#index(node, forward ? this.#highest : Math.min(place, this.#highest))
		const recent = this.#recentOf(node, at)
		if (recent !== null) return this.#merge(node, low, high, recent, hop)
		const { records } = this.#way
		const up = forward === nearest
		let left = perHop
		for (let i = up ? low : high - 1; left > 0 && i >= low && i < high; i += up ? 1 : -1) {
			const begin = i * recordSize
			const ref = records[begin + 1] ?? 0
			const amount = records[begin + 2] ?? 0
			if (!this.#open && !this.#counts(ref, amount)) continue
			this.#found.take(ref, node, records[begin] ?? 0, amount, hop)
			left -= 1
		}
	}

	/** The first record of an account whose place is not below `place`. */
	#index(node: number, place: number): number {
		const { first, records } = this.#way
		if (node >= this.#base.accounts) return 0
		let low = first[node] ?? 0
		let high = first[node + 1] ?? 0
		while (low < high) {
			const middle = (low + high) >>> 1
			if ((records[middle * recordSize + 1] ?? 0) < place) low = middle + 1
			else high = middle
		}
		return low
	}

	#counts(place: number, amount: number): boolean {
		const { least, allow } = this.#query
		if (amount === 0) return false
		if (amount < least && (amount < largeFrom || (this.#base.large.get(place) ?? 0) < least)) return false
		return allow === null || allow[this.#base.group[place] ?? 0] === 1
	}

	/** Recent transfers of an account that count after (backward: before) a moment, in the order they are taken; null: none. */
	#recentOf(node: number, at: number): number[] | null {
		if (this.#recent.list.length === 0) return null
		const { forward, nearest, after, before, least, allow } = this.#query
		const all = this.#recent.of(node, forward)
		if (all === undefined || all.length === 0) return null
		const here = all.filter((index) => {
			const one = this.#recent.transfer(index)
			if (forward ? one.at <= at : one.at >= at) return false
			if (one.at <= after || one.at >= before || one.minor < least) return false
			return allow === null || allow[this.#base.groups.indexOf(one.matter, one.currency)] === 1
		})
		if (here.length === 0) return null
		return forward === nearest ? here : here.reverse()
	}

	/** Takes from both lists in the order of time and id. */
	#merge(node: number, low: number, high: number, recent: readonly number[], hop: number): void {
		const { forward, nearest, perHop } = this.#query
		const { records } = this.#way
		const up = forward === nearest
		let i = up ? low : high - 1
		let j = 0
		for (let left = perHop; left > 0; ) {
			const index = recent[j]
			const more = i >= low && i < high
			if (!more && index === undefined) return
			if (index !== undefined && (!more || this.#isFirst(index, records[i * recordSize + 1] ?? 0, up))) {
				const { from, to, minor } = this.#recent.transfer(index)
				this.#found.take(this.#base.transfers + index, node, forward ? to : from, Math.min(minor, largeFrom), hop)
				j += 1
			} else {
				const begin = i * recordSize
				i += up ? 1 : -1
				if (!this.#open && !this.#counts(records[begin + 1] ?? 0, records[begin + 2] ?? 0)) continue
				this.#found.take(records[begin + 1] ?? 0, node, records[begin] ?? 0, records[begin + 2] ?? 0, hop)
			}
			left -= 1
		}
	}

	#isFirst(index: number, place: number, up: boolean): boolean {
		const { at, id } = this.#recent.transfer(index)
		const { ids, idFrom } = this.#base
		const other = this.#base.at[place] ?? 0
		const before = at === other ? id < (ids[place] ?? 0) + idFrom : at < other
		return before === up
	}

	/** F213. Of every account that was left: how many of its transfers are in the answer, and how many there are. */
	#cuts(): void {
		const { forward } = this.#query
		const found = this.#found
		found.close()
		for (let n = 0; n < found.nodes.size; n += 1) {
			const node = found.nodes.keys[n] ?? 0
			const place = found.places[n] ?? 0
			const low = this.#index(node, forward ? Math.max(place, this.#lowest) : this.#lowest)
			const high = this.#index(node, forward ? this.#highest : Math.min(place, this.#highest))
			const shown = found.shown[n] ?? 0
			const recent = this.#recentOf(node, found.times[n] ?? 0)?.length ?? 0
			if (high - low + recent <= shown) continue
			const of = (this.#open ? high - low : this.#counted(low, high)) + recent
			if (of > shown) found.cuts.push({ node, shown, of })
		}
	}

	#counted(low: number, high: number): number {
		const { records } = this.#way
		let count = 0
		for (let i = low; i < high; i += 1)
			if (this.#counts(records[i * recordSize + 1] ?? 0, records[i * recordSize + 2] ?? 0)) count += 1
		return count
	}
}

const none: WalkQuery = {
	starts: [],
	forward: true,
	hops: 1,
	after: Number.NEGATIVE_INFINITY,
	before: Number.POSITIVE_INFINITY,
	least: 0,
	perHop: 1,
	nearest: true,
	allow: null,
}
