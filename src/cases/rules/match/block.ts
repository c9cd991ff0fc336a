import type { Column } from './column.ts'

/** Records to look at together by one key; what holds more is parted by every other key. */
const largest = 60
/** A parted block above this says nothing about a person. */
const useless = 100

type Key = { readonly of: Int32Array; readonly count: number; readonly column: number }

/**
 * Pairs worth comparing (C13): two records that share a value few have, or two values that few have together. Each pair once,
 * as `a * records + b` with a < b, ascending. `split` is the number of records of the first file where two are compared.
 */
export function candidatePairs(columns: readonly Column[], records: number, split: number | null): Float64Array {
	const keys = columns.flatMap((column, n) => keysOf(column, n, records))
	const found = new Pairs(records, split)
	for (const [n, key] of keys.entries()) {
		for (const block of blocksOf(key)) {
			if (block.length < 2) continue
			if (block.length <= (columns.length === 1 ? useless : largest)) found.all(block)
			else for (const other of keys.slice(n + 1)) if (other.column !== key.column) part(block, other, found)
		}
	}
	return found.sorted()
}

function part(block: readonly number[], key: Key, found: Pairs): void {
	const parts = new Map<number, number[]>()
	for (const record of block) {
		const value = key.of[record] ?? -1
		if (value < 0) continue
		const there = parts.get(value)
		if (there === undefined) parts.set(value, [record])
		else there.push(record)
	}
	for (const those of parts.values()) if (those.length > 1 && those.length <= useless) found.all(those)
}

/** The key of each kind of key of a column, as numbers per record. */
function keysOf(column: Column, n: number, records: number): Key[] {
	const made: { of: Int32Array; ids: Map<string, number> }[] = []
	const perValue = column.values.map((value, v) => column.kind.keys(column.forms[v], value))
	const many = perValue.reduce((most, keys) => Math.max(most, keys.length), 0)
	for (let k = 0; k < many; k++) {
		const ids = new Map<string, number>()
		const numbers = perValue.map((keys) => {
			const key = keys[k]
			if (key === undefined || key === '') return -1
			const id = ids.get(key) ?? ids.size
			ids.set(key, id)
			return id
		})
		const of = new Int32Array(records)
		for (let r = 0; r < records; r++) {
			const value = column.of[r] ?? -1
			of[r] = value < 0 ? -1 : (numbers[value] ?? -1)
		}
		made.push({ of, ids })
	}
	return made.map(({ of, ids }) => ({ of, count: ids.size, column: n }))
}

function blocksOf(key: Key): number[][] {
	const blocks: number[][] = Array.from({ length: key.count }, () => [])
	for (const [record, value] of key.of.entries()) if (value >= 0) blocks[value]?.push(record)
	return blocks
}

class Pairs {
	readonly #records: number
	readonly #split: number | null
	#held = new Float64Array(1 << 16)
	#size = 0

	constructor(records: number, split: number | null) {
		this.#records = records
		this.#split = split
	}

	/** All pairs of the block, records ascending. */
	all(block: readonly number[]): void {
		for (const [n, a] of block.entries())
			for (let m = n + 1; m < block.length; m++) {
				const b = block[m] ?? 0
				if (this.#split === null || (a < this.#split && b >= this.#split)) this.#add(a * this.#records + b)
			}
	}

	#add(pair: number): void {
		if (this.#size === this.#held.length) {
			const wider = new Float64Array(this.#size * 2)
			wider.set(this.#held)
			this.#held = wider
		}
		this.#held[this.#size++] = pair
	}

	sorted(): Float64Array {
		const all = this.#held.subarray(0, this.#size).sort()
		let kept = 0
		for (let n = 0; n < all.length; n++) if (n === 0 || all[n] !== all[n - 1]) all[kept++] = all[n] ?? 0
		return all.slice(0, kept)
	}
}
