import type { Column } from './column.ts'
import { missing } from './compare.ts'
import { type Model, weightOf } from './em.ts'
import { rarity } from './score.ts'

/** Why a pair is taken for one, or not: a field, how it came out, and what that weighs in bits. */
export type Reason = { readonly field: string; readonly how: string; readonly bits: number }

export type Reasons = { readonly for: readonly Reason[]; readonly against: readonly Reason[] }

const strongest = 3

/** The three strongest reasons for and against a pair (C16); `levels` and `a` are its own. */
export function reasonsOf(columns: readonly Column[], model: Model, levels: Uint8Array, a: number): Reasons {
	const all = columns.flatMap((column, f): Reason[] => {
		const level = levels[f] ?? missing
		if (level === missing) return []
		const bits = weightOf(model, f, level) + (level === 0 ? rarity(column, model, f, a) : 0)
		const how = column.kind.levels[level]?.name ?? 'stands in the other field'
		return [{ field: column.name, how, bits: Math.round(bits * 10) / 10 }]
	})
	const sorted = all.sort((x, y) => Math.abs(y.bits) - Math.abs(x.bits) || (x.field < y.field ? -1 : 1))
	return {
		for: sorted.filter(({ bits }) => bits > 0).slice(0, strongest),
		against: sorted.filter(({ bits }) => bits < 0).slice(0, strongest),
	}
}
