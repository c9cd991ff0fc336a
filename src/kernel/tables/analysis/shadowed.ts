import { FactsEnv } from '../feel.ts'
import { isList, same } from '../feel/value.ts'
import type { Table } from '../model/table.ts'
import type { Budget } from './analyse.ts'
import { type Axis, surely } from './columns.ts'
import { constantIn } from './constant.ts'
import { branches, wholeFrom } from './gaps.ts'

/** The rows (from 0) in the order in which one that is hit hides the rest: F as written, P by output; null for the others. */
export function orderOf(table: Table): readonly number[] | null {
	const rows = [...table.rows.keys()]
	if (table.policy === 'F') return rows
	if (table.policy !== 'P') return null
	const places = table.rows.map((row) =>
		table.outputs.map((output, n) => placeOf(output, row.cells[table.inputs.length + n] ?? '')),
	)
	if (places.flat().includes(null)) return null
	return rows.toSorted((a, b) => {
		for (const n of table.outputs.keys()) {
			const difference = (places[a]?.[n] ?? 0) - (places[b]?.[n] ?? 0)
			if (difference !== 0) return difference
		}
		return a - b
	})
}

/** Where an output stands in its column's list; null when it is not the same whatever the facts are. */
function placeOf(output: Table['outputs'][number], cell: string): number | null {
	const value = constantIn(cell)
	const list = output.values?.(new FactsEnv({}, new Date(0))) ?? null
	if (value === undefined) return null
	const at = isList(list) ? list.findIndex((one) => same(one, value)) : -1
	return at < 0 ? Number.MAX_SAFE_INTEGER : at
}

/** Rows that are hit only where a row before them surely is, with those rows; numbers from 1. */
export function shadowedIn(
	axes: readonly Axis[],
	order: readonly number[],
	budget: Budget,
): readonly { readonly row: number; readonly because: readonly number[] }[] {
	const decides = new Set<number>()
	const hiders = new Map<number, Set<number>>()
	const whole = wholeFrom(axes, order.length)
	const visit = (at: number, possible: readonly number[], sure: ReadonlySet<number>): void => {
		if (budget.left <= 0) return
		const settled = possible.findIndex((row) => sure.has(row) && (whole[row] ?? axes.length) <= at)
		const open = settled < 0 ? possible : possible.slice(0, settled + 1)
		for (const row of possible.slice(open.length)) hide(row, possible[settled] ?? row)
		if (open.every((row) => decides.has(row))) return
		const axis = axes[at]
		if (axis === undefined || settled === 0) {
			for (const row of open) decides.add(row)
			return
		}
		for (const { pieces, rows } of branches(axis, open, budget)) {
			const p = axis.pieces.findIndex((piece) => piece === pieces[0])
			visit(at + 1, rows, new Set([...sure].filter((row) => axis.hits[row]?.[p] === surely)))
		}
	}
	const hide = (row: number, by: number) => {
		const known = hiders.get(row) ?? new Set<number>()
		if (known.size < 10) known.add(by)
		hiders.set(row, known)
	}
	visit(0, order, new Set(order))
	if (budget.left <= 0) return []
	return order
		.filter((row) => !decides.has(row))
		.map((row) => ({
			row: row + 1,
			because: [...(hiders.get(row) ?? [])].map((one) => one + 1).toSorted((a, b) => a - b),
		}))
}
