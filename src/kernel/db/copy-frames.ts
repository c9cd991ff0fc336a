const data = 0x64
const done = 0x63

/**
 * Takes COPY … TO STDOUT apart as it comes over the wire: whole CopyData messages go to `hear` many at a time as they are,
 * every other message to `rest`. A driver makes an object of each row, which is most of what reading ten million costs.
 */
export class CopyFrames {
	readonly #hear: (frames: Uint8Array) => void
	readonly #rest: (message: Buffer) => void
	#held: Buffer = Buffer.alloc(0)
	/** The last CopyData is through. */
	ended = false
	constructor(hear: (frames: Uint8Array) => void, rest: (message: Buffer) => void) {
		this.#hear = hear
		this.#rest = rest
	}

	push(chunk: Buffer): void {
		const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
		let run = 0
		let at = 0
		while (at + 5 <= bytes.length && !this.ended) {
			const end = at + 1 + bytes.readUInt32BE(at + 1)
			if (end > bytes.length) break
			if (bytes[at] !== data) {
				this.#flush(bytes, run, at)
				this.ended = bytes[at] === done
				this.#rest(bytes.subarray(at, end))
				run = end
			}
			at = end
		}
		this.#flush(bytes, run, at)
		this.#held = bytes.subarray(at)
		if (this.ended && this.#held.length > 0) {
			this.#rest(this.#held)
			this.#held = Buffer.alloc(0)
		}
	}

	/** A copy: who hears may hand it to another thread. */
	#flush(bytes: Buffer, from: number, to: number): void {
		if (to > from) this.#hear(Uint8Array.from(bytes.subarray(from, to)))
	}
}
