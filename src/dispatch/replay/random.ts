import { createHash } from 'node:crypto'

/** Numbers from 0 up to 1, the same for the same words: one day of the replay is the same on every machine. */
export function randomOf(words: string): () => number {
	let state = createHash('sha256').update(words).digest().readUInt32LE(0)
	// mulberry32 (public domain, Tommy Ettinger): enough for a demo, and short.
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
	}
}

/** A number between two, whole. */
export function between(random: () => number, least: number, most: number): number {
	return Math.round(least + random() * (most - least))
}
