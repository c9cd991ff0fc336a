/** A single pair counts for no more than this, in bits, for or against two groups being one. */
const most = 10
/** Pairs below this never bring two groups together; what stands between them speaks when others do. */
const hope = -2

/**
 * The group of each record, named by its least record (C15). The surest pairs come first; two groups become one when all that
 * is known between their members speaks for it on balance, pairs that were not worth comparing counting for nothing. So one
 * slip of a pair does not chain two people together, and a thin record joins those it fits as a whole.
 */
export function clusters(pairs: Float64Array, odds: Float64Array, records: number): Int32Array {
	const near = components(pairs, odds, records)
	const groups = new Groups(records)
	const hopes: number[] = []
	for (const [n, weight] of odds.entries()) {
		const [a, b] = ends(pairs[n] ?? 0, records)
		if (near[a] !== near[b]) continue
		groups.between(a, b, Math.max(-most, Math.min(most, weight)))
		if (weight >= hope) hopes.push(n)
	}
	hopes.sort((x, y) => (odds[y] ?? 0) - (odds[x] ?? 0) || (pairs[x] ?? 0) - (pairs[y] ?? 0))
	for (let changed = true; changed; ) {
		changed = false
		for (const n of hopes) if (groups.join(...ends(pairs[n] ?? 0, records))) changed = true
	}
	return named(Int32Array.from({ length: records }, (_, n) => groups.of(n)))
}

/** The two records of a pair. */
export function ends(pair: number, records: number): [number, number] {
	const a = Math.floor(pair / records)
	return [a, pair - a * records]
}

/** Records that a chain of hopeful pairs connects: beyond these nothing can become one. */
function components(pairs: Float64Array, odds: Float64Array, records: number): Int32Array {
	const tree = new Tree(records)
	for (const [n, weight] of odds.entries()) {
		if (weight < hope) continue
		const [a, b] = ends(pairs[n] ?? 0, records)
		tree.unite(tree.root(a), tree.root(b))
	}
	return Int32Array.from({ length: records }, (_, n) => tree.root(n))
}

/** Each group by its least record. */
function named(of: Int32Array): Int32Array {
	const least = new Map<number, number>()
	for (const [record, group] of of.entries()) if (!least.has(group)) least.set(group, record)
	return of.map((group) => least.get(group) ?? group)
}

/** Union-find with halved paths. */
class Tree {
	readonly #up: Int32Array

	constructor(records: number) {
		this.#up = Int32Array.from({ length: records }, (_, n) => n)
	}

	root(record: number): number {
		let at = record
		while (this.#up[at] !== at) {
			const above = this.#up[at] ?? at
			this.#up[at] = this.#up[above] ?? above
			at = this.#up[at] ?? at
		}
		return at
	}

	unite(into: number, other: number): void {
		this.#up[other] = into
	}
}

/** Groups with the sum of what is known between each two. */
class Groups {
	readonly #tree: Tree
	readonly #between: (Map<number, number> | undefined)[]

	constructor(records: number) {
		this.#tree = new Tree(records)
		this.#between = Array.from({ length: records }, () => undefined)
	}

	between(a: number, b: number, weight: number): void {
		this.#known(a).set(b, weight)
		this.#known(b).set(a, weight)
	}

	of(record: number): number {
		return this.#tree.root(record)
	}

	/** Makes the groups of two records one where the balance allows it. */
	join(a: number, b: number): boolean {
		let [into, other] = [this.of(a), this.of(b)]
		if (into === other || (this.#known(into).get(other) ?? 0) < 0) return false
		if (this.#known(into).size < this.#known(other).size) [into, other] = [other, into]
		const [ours, theirs] = [this.#known(into), this.#known(other)]
		ours.delete(other)
		for (const [third, weight] of theirs) {
			if (third === into) continue
			const sum = (ours.get(third) ?? 0) + weight
			ours.set(third, sum)
			const its = this.#known(third)
			its.delete(other)
			its.set(into, sum)
		}
		this.#between[other] = undefined
		this.#tree.unite(into, other)
		return true
	}

	#known(group: number): Map<number, number> {
		const there = this.#between[group]
		if (there !== undefined) return there
		const made = new Map<number, number>()
		this.#between[group] = made
		return made
	}
}
