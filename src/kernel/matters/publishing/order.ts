import type { Part } from './difference.ts'

/**
 * Rows that kept their order keep their place although others came or went before them: only those outside the longest run
 * that stands in the same order in both are moved.
 */
export function inOrder(
	was: readonly Part[],
	is: readonly Part[],
): { readonly was: readonly Part[]; readonly is: readonly Part[] } {
	const before = new Map(was.map((part, n) => [part.id, n]))
	const shared = is.filter((part) => part.place !== null && before.has(part.id))
	const kept = new Set(longestRising(shared.map((part) => before.get(part.id) ?? 0)).map((n) => shared[n]?.id))
	const placed = (part: Part) => (part.place !== null && kept.has(part.id) ? { ...part, place: 'kept' } : part)
	return { was: was.map(placed), is: is.map((part) => movedFrom(placed(part), was, before)) }
}

/** A row that changed its order by trading places may bear the same number by chance: then it is told by a mark. */
function movedFrom(part: Part, was: readonly Part[], before: ReadonlyMap<string, number>): Part {
	const old = was[before.get(part.id) ?? -1]
	return part.place !== null && part.place !== 'kept' && old?.place === part.place
		? { ...part, place: `${part.place}*` }
		: part
}

/** Indices of a longest rising run: the last of each length is kept, and what stood before it. */
function longestRising(values: readonly number[]): readonly number[] {
	const ends: number[] = []
	const back: number[] = []
	for (const [n, value] of values.entries()) {
		let [low, high] = [0, ends.length]
		while (low < high) {
			const middle = (low + high) >> 1
			if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1
			else high = middle
		}
		back[n] = low === 0 ? -1 : (ends[low - 1] ?? -1)
		ends[low] = n
	}
	const run: number[] = []
	for (let at = ends.at(-1) ?? -1; at >= 0; at = back[at] ?? -1) run.unshift(at)
	return run
}
