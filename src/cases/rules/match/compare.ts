import type { Column } from './column.ts'

/** Stands for a field that one of the two does not have. */
export const missing = 15

/** Compares values of one column, and remembers: the same two words meet many times. */
export class Comparer {
	readonly #column: Column
	#keys = new Float64Array(1 << 12).fill(-1)
	#levels = new Uint8Array(1 << 12)
	#held = 0

	constructor(column: Column) {
		this.#column = column
	}

	/** The level of two records' values. */
	level(a: number, b: number): number {
		return this.ofValues(this.#column.of[a] ?? -1, this.#column.of[b] ?? -1)
	}

	ofValues(v: number, w: number): number {
		if (v < 0 || w < 0) return missing
		if (v === w) return 0
		const key = v < w ? v * this.#column.values.length + w : w * this.#column.values.length + v
		let at = this.#slot(key)
		if (this.#keys[at] === key) return this.#levels[at] ?? missing
		const { kind, forms } = this.#column
		const level = kind.compare(forms[v], forms[w])
		if (this.#held * 2 > this.#keys.length) {
			this.#grow()
			at = this.#slot(key)
		}
		this.#keys[at] = key
		this.#levels[at] = level
		this.#held++
		return level
	}

	#slot(key: number): number {
		const mask = this.#keys.length - 1
		let at = (Math.imul(key % 4_294_967_291, 0x9e37_79b1) >>> 7) & mask
		while (this.#keys[at] !== key && this.#keys[at] !== -1) at = (at + 1) & mask
		return at
	}

	#grow(): void {
		const [keys, levels] = [this.#keys, this.#levels]
		this.#keys = new Float64Array(keys.length * 2).fill(-1)
		this.#levels = new Uint8Array(keys.length * 2)
		for (const [n, key] of keys.entries()) {
			if (key === -1) continue
			const at = this.#slot(key)
			this.#keys[at] = key
			this.#levels[at] = levels[n] ?? 0
		}
	}
}
