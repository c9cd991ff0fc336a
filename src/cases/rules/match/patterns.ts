import { type Comparer, missing } from './compare.ts'
import type { Column } from './column.ts'

/** How the pairs came out, field by field; pairs that came out alike are one pattern. */
export type Patterns = {
	/** The pattern of each pair. */
	readonly of: Uint32Array
	/** Levels of each pattern, one a column. */
	readonly levels: readonly Uint8Array[]
	readonly counts: Float64Array
}

/** Compares every pair in every column. Where a field and its neighbour of one family stand crosswise, the first says so. */
export function patternsOf(
	columns: readonly Column[],
	comparers: readonly Comparer[],
	pairs: Float64Array,
	records: number,
): Patterns {
	const found = new Found(columns.length)
	const of = new Uint32Array(pairs.length)
	const one = new Uint8Array(columns.length)
	for (let n = 0; n < pairs.length; n++) {
		const pair = pairs[n] ?? 0
		const a = Math.floor(pair / records)
		levelsOf(columns, comparers, a, pair - a * records, one)
		of[n] = found.count(one)
	}
	return { of, levels: found.levels, counts: Float64Array.from(found.counts) }
}

/** Patterns as a tree of sixteen branches, one step a column: millions of pairs are told apart without making a key. */
class Found {
	readonly levels: Uint8Array[] = []
	readonly counts: number[] = []
	readonly #depth: number
	#next = new Int32Array(1 << 14)
	#nodes = 1

	constructor(depth: number) {
		this.#depth = depth
	}

	count(one: Uint8Array): number {
		let node = 0
		for (let f = 0; f < this.#depth - 1; f++) node = this.#step(node, one[f] ?? missing)
		const at = node * 16 + (one[this.#depth - 1] ?? missing)
		const known = this.#next[at] ?? 0
		if (known !== 0) {
			this.counts[known - 1] = (this.counts[known - 1] ?? 0) + 1
			return known - 1
		}
		this.levels.push(one.slice())
		this.counts.push(1)
		this.#next[at] = this.levels.length
		return this.levels.length - 1
	}

	#step(node: number, level: number): number {
		const there = this.#next[node * 16 + level] ?? 0
		if (there !== 0) return there
		const made = this.#nodes++
		if ((made + 1) * 16 > this.#next.length) {
			const wider = new Int32Array(this.#next.length * 2)
			wider.set(this.#next)
			this.#next = wider
		}
		this.#next[node * 16 + level] = made
		return made
	}
}

/** The level of one pair in every column, written into `into`. */
export function levelsOf(
	columns: readonly Column[],
	comparers: readonly Comparer[],
	a: number,
	b: number,
	into: Uint8Array,
): void {
	for (let f = 0; f < columns.length; f++) into[f] = comparers[f]?.level(a, b) ?? missing
	for (let f = 1; f < columns.length; f++) crossed(columns, f - 1, f, a, b, into)
}

/** The level that a column has beyond its kind's own: it stands crosswise with the next. */
export const crosswise = (column: Column): number => column.kind.levels.length

function crossed(columns: readonly Column[], f: number, g: number, a: number, b: number, into: Uint8Array): void {
	const [one, two] = [columns[f], columns[g]]
	if (one === undefined || two === undefined) return
	if (one.kind.family === undefined || one.kind.family !== two.kind.family) return
	if (disagrees(into[f], one) < 1 || disagrees(into[g], two) < 1) return
	const cross = likeAcross(one, a, two, b) + likeAcross(one, b, two, a)
	const had = (disagrees(into[f], one) === 2 ? 1 : 0) + (disagrees(into[g], two) === 2 ? 1 : 0)
	if (cross < 1 || had < 1 || (cross < 2 && had < 2 && into[f] !== missing && into[g] !== missing)) return
	into[f] = crosswise(one)
	into[g] = missing
}

/** 2 different, 1 missing, 0 anything else. */
const disagrees = (level: number | undefined, column: Column): number =>
	level === missing ? 1 : level === column.kind.levels.length - 1 ? 2 : 0

/** Whether what stands in one column of a stands in the other column of b: the same or a slip. */
function likeAcross(one: Column, a: number, two: Column, b: number): number {
	const [v, w] = [one.of[a] ?? -1, two.of[b] ?? -1]
	if (v < 0 || w < 0) return 0
	return one.kind.compare(one.forms[v], two.forms[w]) <= 1 ? 1 : 0
}
