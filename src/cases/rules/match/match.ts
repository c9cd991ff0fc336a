import { candidatePairs } from './block.ts'
import { clusters } from './cluster.ts'
import { type Column, columnOf } from './column.ts'
import { Comparer } from './compare.ts'
import { believed, learn, type Model, sharesOfAll } from './em.ts'
import { type KindName, kinds } from './kinds.ts'
import { levelsOf, type Patterns, patternsOf } from './patterns.ts'
import { type Reasons, reasonsOf } from './reasons.ts'
import { score } from './score.ts'

/** A pair is proposed from here on, in bits: even odds. The same for every set of records (C14). */
export const threshold = 0
/** Below this many fields nothing can be learned from the records: shares are told apart only by three that vary apart. */
const learnable = 3

export type Field = { readonly name: string; readonly kind: KindName; readonly texts: readonly string[] }

export type Asked = {
	readonly fields: readonly Field[]
	readonly records: number
	/** How many records are of the first file where two are compared; null where one file is compared with itself. */
	readonly split: number | null
	/** Pairs to judge whatever they share, as `a * records + b` with a < b. */
	readonly also?: readonly number[]
	/** Judge those alone: records of other pairs have nothing to do with each other. */
	readonly alone?: boolean
}

export type Matched = {
	/** Every pair that was compared, as `a * records + b`, ascending, and its odds in bits. */
	readonly pairs: Float64Array
	readonly odds: Float64Array
	/** The group of each record, named by its least. */
	readonly groups: Int32Array
	/** Why the pair at this place is or is not proposed. */
	reasons(n: number): Reasons
}

/** Which records speak of one, without labels (C10): the same answer for the same records, each time. */
export function match(asked: Asked, onStep: (step: string) => void = () => {}): Matched {
	const { records, split } = asked
	const columns = asked.fields.map(({ name, kind, texts }) => columnOf(name, kinds[kind], texts))
	const pairs = withAlso(
		asked.alone === true ? new Float64Array() : candidatePairs(columns, records, split),
		asked.also ?? [],
	)
	onStep(`${records} records, ${pairs.length} pairs to compare`)
	const comparers = columns.map((column) => new Comparer(column))
	const patterns = patternsOf(columns, comparers, pairs, records)
	onStep(`compared: ${patterns.levels.length} ways to agree`)
	const model = modelOf(columns, comparers, patterns, asked)
	const odds = score(columns, model, patterns, pairs, records)
	onStep(model.learned ? 'weights learned from the records' : 'too few fields to learn from: weights as written')
	const groups = clusters(pairs, odds, records)
	onStep('grouped')
	const reasons = (n: number): Reasons =>
		reasonsOf(
			columns,
			model,
			patterns.levels[patterns.of[n] ?? 0] ?? new Uint8Array(),
			Math.floor((pairs[n] ?? 0) / records),
		)
	return { pairs, odds, groups, reasons }
}

function modelOf(columns: readonly Column[], comparers: readonly Comparer[], patterns: Patterns, asked: Asked): Model {
	if (columns.length < learnable) return believed(columns)
	const { records, split } = asked
	const one = new Uint8Array(columns.length)
	const levels = (a: number, b: number): Uint8Array => {
		levelsOf(columns, comparers, a, b, one)
		return one
	}
	const total = split === null ? (records * (records - 1)) / 2 : split * (records - split)
	return learn(columns, patterns, sharesOfAll(columns, levels, records, split), Math.max(1, total))
}

function withAlso(pairs: Float64Array, also: readonly number[]): Float64Array {
	return also.length === 0 ? pairs : Float64Array.from(new Set([...pairs, ...also])).sort()
}
