/** A map from whole numbers to their rank of arrival, emptied between walks without being made anew. */
export class WholeSet {
	#slots = new Int32Array(1 << 12).fill(-1)
	#mask = (1 << 12) - 1
	keys = new Int32Array(1 << 11)
	size = 0

	/** The rank of a key that was there before; -1 when it is new, and it is then the last. */
	add(key: number): number {
		let slot = (Math.imul(key, 0x9e_37_79_b1) >>> 7) & this.#mask
		for (;;) {
			const rank = this.#slots[slot] ?? -1
			if (rank < 0) break
			if (this.keys[rank] === key) return rank
			slot = (slot + 1) & this.#mask
		}
		this.#slots[slot] = this.size
		this.keys[this.size] = key
		this.size += 1
		if (this.size === this.keys.length) this.#grow()
		return -1
	}

	clear(): void {
		if (this.size > this.#slots.length >>> 4) this.#slots.fill(-1)
		else
			for (let rank = 0; rank < this.size; rank += 1) {
				let slot = (Math.imul(this.keys[rank] ?? 0, 0x9e_37_79_b1) >>> 7) & this.#mask
				// The chain of each key is walked to its end: whatever lies on it belongs to a key that goes too.
				while ((this.#slots[slot] ?? -1) >= 0) {
					this.#slots[slot] = -1
					slot = (slot + 1) & this.#mask
				}
			}
		this.size = 0
	}

	#grow(): void {
		const keys = new Int32Array(this.keys.length * 2)
		keys.set(this.keys)
		this.keys = keys
		this.#slots = new Int32Array(this.#slots.length * 2).fill(-1)
		this.#mask = this.#slots.length - 1
		for (let rank = 0; rank < this.size; rank += 1) {
			let slot = (Math.imul(this.keys[rank] ?? 0, 0x9e_37_79_b1) >>> 7) & this.#mask
			while ((this.#slots[slot] ?? -1) >= 0) slot = (slot + 1) & this.#mask
			this.#slots[slot] = rank
		}
	}
}
