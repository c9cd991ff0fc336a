import type { UnaryTests } from '../feel/ast.ts'
import { compileTests } from '../feel/compile.ts'
import { FactsEnv, FeelFault, factNames } from '../feel.ts'
import { parseTests } from '../feel/parse.ts'
import { allowedText, resolved } from '../feel/type.ts'
import type { Value } from '../feel/value.ts'
import type { Table } from '../model/table.ts'
import { boundariesOf } from './constant.ts'
import { type Piece, piecesOf } from './axis.ts'

/** One input with its pieces; two columns that ask for the same thing are one axis. */
export type Axis = {
	readonly text: string
	/** The columns, from 0. */
	readonly columns: readonly number[]
	readonly pieces: readonly Piece[]
	/** By row (from 0) and piece: is the row's cell certainly hit, perhaps hit, or not? */
	readonly hits: readonly Uint8Array[]
}
export const never = 0
export const perhaps = 1
export const surely = 2

export type NotAnalysed = {
	/** From 1; null for the input's list of values. */
	readonly row: number | null
	/** From 1. */
	readonly column: number
	readonly text: string
}

type Cell = { readonly tests: UnaryTests; readonly boundaries: readonly Value[] | undefined }

/** Cuts a table's inputs into axes. */
export function axesOf(table: Table): { axes: readonly Axis[]; notAnalysed: readonly NotAnalysed[] } {
	const notAnalysed: NotAnalysed[] = []
	const byText = new Map<string, number[]>()
	for (const [n, input] of table.inputs.entries()) byText.set(input.text, [...(byText.get(input.text) ?? []), n])
	const axes = [...byText].map(([text, columns]) => axisOf(table, text, columns, notAnalysed))
	return { axes, notAnalysed }
}

function axisOf(table: Table, text: string, columns: readonly number[], notAnalysed: NotAnalysed[]): Axis {
	const read = new Map<string, Cell>()
	const cellOf = (cell: string) => {
		const known = read.get(cell) ?? readCell(cell)
		read.set(cell, known)
		return known
	}
	const lists = columns
		.flatMap((column) => [table.inputs[column]?.valuesText ?? '', allowedText(table.inputs[column]?.type ?? null)])
		.filter((list) => list !== '')
	const cells = columns.map((column) => table.rows.map((row) => cellOf(row.cells[column] ?? '')))
	for (const [c, column] of columns.entries())
		for (const [r, cell] of (cells[c] ?? []).entries())
			if (cell.boundaries === undefined)
				notAnalysed.push({ row: r + 1, column: column + 1, text: table.rows[r]?.cells[column] ?? '' })
	const listed = lists.map(cellOf).filter((list) => list.boundaries !== undefined)
	if (listed.length < lists.length)
		notAnalysed.push({ row: null, column: (columns[0] ?? 0) + 1, text: lists.join('; ') })
	const boundaries = [...cells.flat(), ...listed].flatMap((cell) => cell.boundaries ?? [])
	const cut = piecesOf(boundaries, typeOf(table, columns))
	if (cut.length * read.size > mostAnswers) {
		notAnalysed.push({ row: null, column: (columns[0] ?? 0) + 1, text: `${cut.length} values by ${read.size} cells` })
		return unknownAxis(text, columns, table.rows.length)
	}
	const pieces = cut.filter((piece) => listed.every((list) => passes(list, piece.witness)))
	return { text, columns, pieces, hits: hitsOf(cells, table.rows.length, pieces) }
}

/** More answers than this are not worked out: such an axis counts as not analysed. */
const mostAnswers = 20_000_000

function unknownAxis(text: string, columns: readonly number[], rows: number): Axis {
	const pieces = piecesOf([], null)
	return { text, columns, pieces, hits: Array.from({ length: rows }, () => Uint8Array.of(perhaps)) }
}

function typeOf(table: Table, columns: readonly number[]): string | null {
	for (const column of columns) {
		const type = table.inputs[column]?.type ?? null
		const found = type === null ? null : resolved(type)
		if (found?.kind === 'simple') return found.name
	}
	return null
}

function readCell(text: string): Cell {
	const tests = parsed(text)
	if (tests === null) return { tests: { kind: 'any' }, boundaries: undefined }
	if (tests.kind === 'any') return { tests, boundaries: [] }
	const found = tests.tests.map(boundariesOf)
	const sound = found.filter((one) => one !== undefined)
	return { tests, boundaries: sound.length === found.length ? sound.flat() : undefined }
}

const names = factNames()

/** A cell that speaks of names with blanks is read only where those names are known, and depends on them anyhow. */
function parsed(text: string): UnaryTests | null {
	try {
		return parseTests(text, names)
	} catch (error) {
		if (error instanceof FeelFault) return null
		throw error
	}
}

const passes = (cell: Cell, value: Value) => compileTests(cell.tests)(value, new FactsEnv({}, new Date(0))) === true

/** A row's hit on an axis is the least sure of its cells there. Cells alike are tested once. */
function hitsOf(cells: readonly (readonly Cell[])[], rows: number, pieces: readonly Piece[]): readonly Uint8Array[] {
	const made = new Map<Cell, Uint8Array>()
	const of = (cell: Cell | undefined) => {
		if (cell === undefined) return new Uint8Array(pieces.length)
		const known = made.get(cell)
		if (known !== undefined) return known
		const test = cell.boundaries === undefined ? null : compileTests(cell.tests)
		const env = new FactsEnv({}, new Date(0))
		const hit = Uint8Array.from(pieces, (piece) =>
			test === null ? perhaps : test(piece.witness, env) === true ? surely : never,
		)
		made.set(cell, hit)
		return hit
	}
	return Array.from({ length: rows }, (_, r) => {
		const own = cells.map((column) => of(column[r]))
		const [first] = own
		if (own.length === 1 && first !== undefined) return first
		return Uint8Array.from(pieces, (_piece, p) => Math.min(...own.map((hit) => hit[p] ?? never)))
	})
}
