/** A seeded stream of numbers in [0, 1): mulberry32. The same seed gives the same day. */
export type Random = () => number

export function randomFrom(seed: number): Random {
	let state = seed >>> 0
	return () => {
		state = (state + 0x6d2b79f5) >>> 0
		let t = state
		t = Math.imul(t ^ (t >>> 15), t | 1)
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
	}
}

/** One of a list; the list must not be empty. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
	const found = list[Math.floor(random() * list.length)]
	if (found === undefined) throw new Error('one of an empty list')
	return found
}

/** One by weight. */
export function weighted<T>(random: Random, list: readonly (readonly [T, number])[]): T {
	const total = list.reduce((sum, [, weight]) => sum + weight, 0)
	let left = random() * total
	for (const [value, weight] of list) {
		left -= weight
		if (left < 0) return value
	}
	return oneOf(random, list)[0]
}
