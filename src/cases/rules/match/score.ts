import type { Column } from './column.ts'
import { type Model, oddsOf } from './em.ts'
import type { Patterns } from './patterns.ts'

/**
 * log2 odds of each pair. Where both have the same value, how many have it counts instead of how often values meet at all: to
 * share a rare name says more than to share a common one (Winkler's adjustment).
 */
export function score(
	columns: readonly Column[],
	model: Model,
	patterns: Patterns,
	pairs: Float64Array,
	records: number,
): Float64Array {
	const base = patterns.levels.map((levels) => oddsOf(model, levels))
	return pairs.map((pair, n) => {
		const at = patterns.of[n] ?? 0
		let odds = base[at] ?? 0
		if (!model.learned) return odds
		const [levels, a] = [patterns.levels[at], Math.floor(pair / records)]
		for (let f = 0; f < columns.length; f++) if (levels?.[f] === 0) odds += rarity(columns[f], model, f, a)
		return odds
	})
}

/** What is added to the weight of full agreement for the value of this record, in bits. */
export function rarity(column: Column | undefined, model: Model, f: number, record: number): number {
	const value = column?.of[record] ?? -1
	if (column === undefined || value < 0 || !model.learned) return 0
	const share = Math.max(2, column.counts[value] ?? 2) / column.filled
	return Math.log2((model.u[f]?.[0] ?? 1) / share)
}
