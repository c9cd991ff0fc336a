import { same, type Value } from '../feel/value.ts'
import type { Table } from '../model/table.ts'
import type { Budget } from './analyse.ts'
import type { Piece } from './axis.ts'
import { type Axis, surely } from './columns.ts'
import { constantIn } from './constant.ts'

export type Overlap = { readonly rows: readonly [number, number]; readonly pieces: readonly (readonly Piece[])[] }

/**
 * Pairs of rows that are surely hit together and may not be: any two for U, two with different outputs for A. Two rows meet
 * when they share a piece on every axis; candidates come from the axis that tells rows apart best.
 */
export function overlapsIn(table: Table, axes: readonly Axis[], budget: Budget): readonly Overlap[] {
	const sure = axes.map((axis) => axis.hits.map((hit) => piecesWith(hit)))
	const outputs = table.policy === 'A' ? table.rows.map((row) => outputsOf(row.cells.slice(table.inputs.length))) : null
	const found: Overlap[] = []
	for (const [a, b] of candidates(axes, sure, table.rows.length, budget)) {
		if (found.length >= budget.most) break
		if (outputs !== null && !differ(outputs[a], outputs[b])) continue
		const shared = sure.map((axis, n) => (axis[a] ?? []).filter((p) => axes[n]?.hits[b]?.[p] === surely))
		budget.left -= shared.length
		if (shared.every((pieces) => pieces.length > 0))
			found.push({ rows: [a + 1, b + 1], pieces: shared.map((on, n) => on.flatMap((p) => axes[n]?.pieces[p] ?? [])) })
	}
	return found
}

const piecesWith = (hit: Uint8Array) => [...hit.keys()].filter((p) => hit[p] === surely)

/** Pairs that share a piece of the axis with the fewest rows a piece, each pair once. */
function* candidates(
	axes: readonly Axis[],
	sure: readonly (readonly (readonly number[])[])[],
	rows: number,
	budget: Budget,
): Iterable<readonly [number, number]> {
	const lists = axes.map((axis, n) => {
		const byPiece: number[][] = axis.pieces.map(() => [])
		for (let row = 0; row < rows; row += 1) for (const p of sure[n]?.[row] ?? []) byPiece[p]?.push(row)
		return byPiece
	})
	const cost = (byPiece: readonly (readonly number[])[]) => byPiece.reduce((sum, list) => sum + list.length ** 2, 0)
	const best = lists.toSorted((a, b) => cost(a) - cost(b))[0] ?? [Array.from({ length: rows }, (_, row) => row)]
	const seen = new Set<number>()
	for (const list of best)
		for (const [n, a] of list.entries())
			for (const b of list.slice(n + 1)) {
				budget.left -= 1
				if (budget.left <= 0) return
				const key = a * rows + b
				if (seen.has(key)) continue
				seen.add(key)
				yield [a, b]
			}
}

type Outputs = readonly (Value | undefined)[]

function outputsOf(cells: readonly string[]): Outputs {
	return cells.map(constantIn)
}

/** Surely different: some output is a constant in both rows, and not the same. */
function differ(a: Outputs = [], b: Outputs = []): boolean {
	return a.some((value, n) => {
		const other = b[n]
		return value !== undefined && other !== undefined && !same(value, other)
	})
}
