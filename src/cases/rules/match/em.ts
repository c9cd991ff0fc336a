import type { Column } from './column.ts'
import { missing } from './compare.ts'
import type { Patterns } from './patterns.ts'

/** What is believed of matches and of other pairs: shares per column and level, and how many of all pairs match. */
export type Model = {
	readonly m: readonly Float64Array[]
	readonly u: readonly Float64Array[]
	/** Of all pairs there are, not of the candidates. */
	readonly matches: number
	/** False where the shares are those believed before any data. */
	readonly learned: boolean
}

/** Shares of a crosswise level, before any data are seen. */
const across = { m: 0.02, u: 0.0005 }
/** How many matches the shares believed before are worth beside what is seen. */
const belief = 20
const rounds = 60
const drawn = 80_000

/** The model before any data: what stands in the kinds, and a pair is as likely to match as not. */
export function believed(columns: readonly Column[]): Model {
	const shares = (of: 'm' | 'u') =>
		columns.map((column) => normal(Float64Array.from([...column.kind.levels.map((level) => level[of]), across[of]])))
	return { m: shares('m'), u: shares('u'), matches: 0.5, learned: false }
}

/**
 * Shares among all pairs, by pairs drawn at random from a fixed seed; how often a value meets itself is reckoned from its
 * frequency instead. `split` as in `candidatePairs`.
 */
export function sharesOfAll(
	columns: readonly Column[],
	levels: (a: number, b: number) => Uint8Array,
	records: number,
	split: number | null,
): readonly Float64Array[] {
	const before = believed(columns).u
	const counts = before.map((shares) => shares.map((share) => share * 30))
	const draw = drawer(20_241)
	for (let n = 0; n < drawn; n++) {
		const a = split === null ? draw(records) : draw(split)
		const b = split === null ? draw(records) : split + draw(records - split)
		if (a === b) continue
		const one = levels(a, b)
		for (const [f, shares] of counts.entries()) {
			const level = one[f] ?? missing
			if (level !== missing) shares[level] = (shares[level] ?? 0) + 1
		}
	}
	return counts.map((shares, f) => withSame(normal(shares), columns[f]))
}

function withSame(shares: Float64Array, column: Column | undefined): Float64Array {
	if (column === undefined || column.filled < 2) return shares
	let meets = 0
	for (const count of column.counts) meets += count * (count - 1)
	const same = Math.max(meets / (column.filled * (column.filled - 1)), 0.5 / column.filled)
	const rest = 1 - (shares[0] ?? 0)
	return shares.map((share, level) => (level === 0 ? same : (share / rest) * (1 - same)))
}

/**
 * Expectation and maximisation (Dempster, Laird, Rubin 1977) for the model of Fellegi and Sunter (1969). Candidates are the only
 * pairs that may match; all others are reckoned as other pairs, so shares and the rate are those of all pairs.
 */
export function learn(
	columns: readonly Column[],
	patterns: Patterns,
	all: readonly Float64Array[],
	total: number,
): Model {
	const before = believed(columns).m
	let model: Model = {
		m: before,
		u: all,
		matches: Math.min(0.5, Math.max(1, patterns.of.length / 20) / total),
		learned: true,
	}
	for (let round = 0; round < rounds; round++) {
		const next = step(columns, patterns, model, before, all, total)
		const moved = Math.abs(Math.log(next.matches / model.matches))
		model = next
		if (moved < 1e-5) break
	}
	return model
}

function step(
	columns: readonly Column[],
	patterns: Patterns,
	model: Model,
	before: readonly Float64Array[],
	all: readonly Float64Array[],
	total: number,
): Model {
	const m = before.map((shares) => shares.map((share) => share * belief))
	const seen = before.map((shares) => new Float64Array(shares.length))
	let matches = 1
	for (const [n, levels] of patterns.levels.entries()) {
		const p = chance(oddsOf(model, levels)) * (patterns.counts[n] ?? 0)
		matches += p
		for (const [f, level] of levels.entries()) {
			if (level === missing) continue
			const [ours, those] = [m[f], seen[f]]
			if (ours !== undefined) ours[level] = (ours[level] ?? 0) + p
			if (those !== undefined) those[level] = (those[level] ?? 0) + p
		}
	}
	const u = all.map((shares, f) => without(shares, seen[f], total * filledShare(columns[f])))
	return { m: m.map(normal), u, matches: Math.min(matches / total, 0.9), learned: true }
}

/** Shares of other pairs: of all, less those that match. */
function without(shares: Float64Array, matched: Float64Array | undefined, pairs: number): Float64Array {
	return normal(
		shares.map((share, level) => Math.max(share * pairs - (matched?.[level] ?? 0), share * pairs * 0.05, 1e-9 * pairs)),
	)
}

const filledShare = (column: Column | undefined): number =>
	column === undefined ? 1 : Math.max((column.filled / Math.max(1, column.of.length)) ** 2, 1e-9)

/** log2 of the odds that a pair of these levels matches. */
export function oddsOf(model: Model, levels: Uint8Array): number {
	let odds = Math.log2(model.matches / (1 - model.matches))
	for (let f = 0; f < levels.length; f++) odds += weightOf(model, f, levels[f] ?? missing)
	return odds
}

/** log2(m/u) of one column's level; nothing where one of the two has no value. */
export function weightOf(model: Model, f: number, level: number): number {
	if (level === missing) return 0
	return Math.log2((model.m[f]?.[level] ?? 1) / (model.u[f]?.[level] ?? 1))
}

export const chance = (odds: number): number => 1 / (1 + 2 ** -odds)

function normal(shares: Float64Array): Float64Array {
	const sum = shares.reduce((all, share) => all + share, 0)
	return shares.map((share) => share / sum)
}

/** Whole numbers below a bound, always the same ones (xorshift32). */
function drawer(seed: number): (below: number) => number {
	let state = seed
	return (below) => {
		state ^= state << 13
		state ^= state >>> 17
		state ^= state << 5
		return (state >>> 0) % below
	}
}
