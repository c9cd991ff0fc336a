import type { Budget } from './analyse.ts'
import type { Piece } from './axis.ts'
import { type Axis, never, surely } from './columns.ts'

/**
 * Parts of the inputs that no row takes. Goes through the axes one by one, keeping the rows still possible; pieces that
 * leave the same rows are one branch. A branch ends where a row takes all that is left, or where no row is left: a gap.
 */
export function gapsIn(
	axes: readonly Axis[],
	rows: number,
	budget: Budget,
): readonly (readonly (readonly Piece[])[])[] {
	const found: (readonly Piece[])[][] = []
	const whole = wholeFrom(axes, rows)
	const visit = (at: number, possible: readonly number[], chosen: readonly (readonly Piece[])[]): void => {
		if (found.length >= budget.most || budget.left <= 0) return
		if (possible.some((row) => (whole[row] ?? axes.length) <= at)) return
		const axis = axes[at]
		if (axis === undefined || possible.length === 0) {
			if (possible.length === 0) found.push([...chosen])
			return
		}
		for (const { pieces, rows: left } of branches(axis, possible, budget)) visit(at + 1, left, [...chosen, pieces])
	}
	visit(
		0,
		Array.from({ length: rows }, (_, row) => row),
		[],
	)
	return found
}

export type Branch = { readonly pieces: readonly Piece[]; readonly rows: readonly number[] }

/** An axis' pieces by the rows they leave. */
export function branches(axis: Axis, possible: readonly number[], budget: Budget): readonly Branch[] {
	const made = new Map<string, { pieces: Piece[]; rows: readonly number[] }>()
	for (const [p, piece] of axis.pieces.entries()) {
		budget.left -= possible.length + 1
		if (budget.left <= 0) return []
		const rows = possible.filter((row) => (axis.hits[row]?.[p] ?? never) !== never)
		const key = rows.join()
		const known = made.get(key)
		if (known === undefined) made.set(key, { pieces: [piece], rows })
		else known.pieces.push(piece)
	}
	return [...made.values()]
}

/** For each row the axis from which on it surely takes everything. */
export function wholeFrom(axes: readonly Axis[], rows: number): readonly number[] {
	return Array.from({ length: rows }, (_, row) => {
		let from = axes.length
		while (from > 0 && (axes[from - 1]?.hits[row]?.every((hit) => hit === surely) ?? false)) from -= 1
		return from
	})
}
