import { toPlain } from '../feel/value.ts'
import type { Table } from '../model/table.ts'
import { cellFor, type Piece } from './axis.ts'
import { type Axis, axesOf, never, type NotAnalysed } from './columns.ts'
import { gapsIn } from './gaps.ts'
import { overlapsIn } from './overlaps.ts'
import { orderOf, shadowedIn } from './shadowed.ts'

/** A part of the inputs, one FEEL cell a column, with values that lie in it. */
export type Region = {
	readonly cells: readonly string[]
	readonly example: Readonly<Record<string, unknown>>
}

export type Analysis = {
	/** Inputs that no row takes; empty when the table has default outputs. */
	readonly gaps: readonly Region[]
	/** Rows (from 1) that are hit together: for U any two, for A two whose outputs differ. */
	readonly overlaps: readonly { readonly rows: readonly [number, number]; readonly region: Region }[]
	/** Rows that can never decide, and the rows that always come first; none when a cell accepts nothing the input may be. */
	readonly never: readonly { readonly row: number; readonly because: readonly number[] }[]
	/** Cells whose answer depends on more than their own input; a row with such a cell counts as perhaps hit. */
	readonly notAnalysed: readonly NotAnalysed[]
	/** False when the work was stopped at its bound; what was found till then holds. */
	readonly finished: boolean
}

/** How much work an analysis may do, and how much it tells. */
export type Effort = { readonly work: number; readonly most: number }
const usualEffort: Effort = { work: 5_000_000, most: 100 }

/** What is left of the work. */
export type Budget = { left: number; readonly most: number }

/**
 * Analyses a table before it is published (T19). Inputs are taken as independent of each other, and as not null unless a
 * cell speaks of null.
 */
export function analyse(table: Table, effort: Effort = usualEffort): Analysis {
	const { axes, notAnalysed } = axesOf(table)
	const budget: Budget = { left: effort.work, most: effort.most }
	const region = (chosen: readonly (readonly Piece[])[]) => regionOf(table, axes, chosen)
	const defaults = table.outputs.some((output) => output.whenNone !== null)
	const gaps = defaults ? [] : gapsIn(axes, table.rows.length, budget).map(region)
	const overlaps = ['U', 'A'].includes(table.policy)
		? overlapsIn(table, axes, budget).map(({ rows, pieces }) => ({ rows, region: region(pieces) }))
		: []
	const order = orderOf(table)
	const empty = table.rows.filter((_, r) => axes.some((axis) => axis.hits[r]?.every((hit) => hit === never) ?? false))
	const shadowed = order === null ? [] : shadowedIn(axes, order, budget)
	const emptyRows = empty.map((row) => ({ row: row.n, because: [] }))
	const known = new Set(empty.map((row) => row.n))
	return {
		gaps,
		overlaps,
		never: [...emptyRows, ...shadowed.filter(({ row }) => !known.has(row))].toSorted((a, b) => a.row - b.row),
		notAnalysed,
		finished: budget.left > 0,
	}
}

function regionOf(table: Table, axes: readonly Axis[], chosen: readonly (readonly Piece[])[]): Region {
	const cells = table.inputs.map(() => '-')
	const example: Record<string, unknown> = {}
	for (const [n, axis] of axes.entries()) {
		const pieces = chosen[n] ?? axis.pieces
		const [column = 0] = axis.columns
		cells[column] = cellFor(pieces, axis.pieces)
		example[axis.text] = toPlain(pieces[0]?.witness ?? null)
	}
	return { cells, example }
}
