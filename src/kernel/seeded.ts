/**
 * Numbers from 0 up to but without 1, the same for the same seed on every machine: mulberry32 (Tommy Ettinger, public
 * domain). For towns, replays, tests and benches; nothing secret is ever drawn from it.
 * @param seed a whole number; its lowest 32 bits count
 */
export function seeded(seed: number): () => number {
	let state = seed >>> 0
	return () => {
		state = (state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(state ^ (state >>> 15), state | 1)
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
	}
}
