/** How found pairs compare with the true ones. */
export type Measure = {
	readonly precision: number
	readonly recall: number
	readonly f1: number
	readonly found: number
	readonly true: number
}

/** Precision, recall and their harmonic mean. `right` of the `found` are among the `wanted`. */
export function measureOf(right: number, found: number, wanted: number): Measure {
	const precision = found === 0 ? 1 : right / found
	const recall = wanted === 0 ? 1 : right / wanted
	const f1 = right === 0 ? (found === 0 && wanted === 0 ? 1 : 0) : (2 * precision * recall) / (precision + recall)
	return { precision, recall, f1, found, true: wanted }
}

/** What is known to be true: pairs as `a * records + b` with a < b. `labelled` where pairs said to be different stand beside. */
export type Truth = { readonly same: ReadonlySet<number>; readonly labelled: ReadonlySet<number> | null }

/** Measures pairs one by one; where pairs are labelled, only those count. */
export function measurePairs(found: Iterable<number>, truth: Truth): Measure {
	let [right, all] = [0, 0]
	for (const pair of found) {
		if (truth.labelled !== null && !truth.labelled.has(pair)) continue
		all++
		if (truth.same.has(pair)) right++
	}
	return measureOf(right, all, truth.same.size)
}

/** All pairs that groups make, two files only across: each record's group by its number. */
export function* pairsOfGroups(groups: Int32Array, split: number | null): Generator<number> {
	const members = new Map<number, number[]>()
	for (const [record, group] of groups.entries()) {
		const those = members.get(group)
		if (those === undefined) members.set(group, [record])
		else those.push(record)
	}
	for (const those of members.values())
		for (const [n, a] of those.entries())
			for (const b of those.slice(n + 1)) if (split === null || (a < split && b >= split)) yield a * groups.length + b
}
