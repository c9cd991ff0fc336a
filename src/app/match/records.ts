import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { parse } from 'csv-parse'
import type { Asked } from '#cases'
import { UsageFault } from '../commands/command.ts'
import type { Mapping } from './mapping.ts'

type Row = Readonly<Record<string, string>>

/** Records of one or two files, as they are asked about, with the id of each. */
export type Records = {
	readonly asked: Asked
	readonly ids: readonly string[]
	/** Number of a record by its id: of the first file, and of the second (the same where there is one). */
	readonly byId: { readonly a: ReadonlyMap<string, number>; readonly b: ReadonlyMap<string, number> }
	/** Labels of pairs where the rows are pairs. */
	readonly labels: ReadonlyMap<number, boolean> | null
}

/** Reads a CSV file with a header line; spaces around cells fall away. @throws UsageFault */
export async function readRows(file: string): Promise<readonly Row[]> {
	await access(file).catch(() => {
		throw new UsageFault(`There is no file ${file}.`)
	})
	const rows: Row[] = []
	const cells = createReadStream(file).pipe(
		parse({
			columns: (names: string[]) => names.map((name) => name.trim()),
			trim: true,
			bom: true,
			skip_empty_lines: true,
			relax_column_count: true,
		}),
	)
	for await (const row of cells) rows.push(row)
	return rows
}

/** One file, or two that are compared with each other only. */
export function recordsOf(a: readonly Row[], b: readonly Row[] | null, mapping: Mapping): Records {
	need(a[0], mapping.fields.map((field) => field.a).concat(mapping.id === null ? [] : [mapping.id.a]))
	if (b !== null) need(b[0], mapping.fields.map((field) => field.b).concat(mapping.id === null ? [] : [mapping.id.b]))
	const idOf = (row: Row, n: number, side: 'a' | 'b') =>
		mapping.id === null ? `${n + 1}` : (row[mapping.id[side]] ?? '')
	const [ours, theirs] = [a.map((row, n) => idOf(row, n, 'a')), (b ?? []).map((row, n) => idOf(row, n, 'b'))]
	const fields = mapping.fields.map((field) => ({
		name: field.name,
		kind: field.kind,
		texts: [...a.map((row) => row[field.a] ?? ''), ...(b ?? []).map((row) => row[field.b] ?? '')],
	}))
	const numbers = (ids: readonly string[], from: number) => new Map(ids.map((id, n) => [id, from + n]))
	const first = numbers(ours, 0)
	return {
		asked: { fields, records: ours.length + theirs.length, split: b === null ? null : ours.length },
		ids: [...ours, ...theirs],
		byId: { a: first, b: b === null ? first : numbers(theirs, ours.length) },
		labels: null,
	}
}

/** One file whose rows are pairs, each with both sides and a label. */
export function pairsOf(rows: readonly Row[], label: string, mapping: Mapping): Records {
	need(rows[0], [label, ...mapping.fields.flatMap(({ a, b }) => [a, b])])
	const records = recordsOf(rows, rows, { ...mapping, id: null })
	const all = records.asked.records
	const labels = new Map(rows.map((row, n) => [n * all + rows.length + n, isYes(row[label])]))
	return { ...records, asked: { ...records.asked, also: [...labels.keys()], alone: true }, labels }
}

/** Whether a label says that two are one. */
export const isYes = (text: string | undefined): boolean => /^(1|1\.0|true|t|yes|y|same|match)$/i.test(text ?? '')

function need(row: Row | undefined, columns: readonly string[]): void {
	if (row === undefined) throw new UsageFault('A file has no rows.')
	const lacking = columns.filter((column) => !Object.hasOwn(row, column))
	if (lacking.length > 0)
		throw new UsageFault(`No column ${lacking.join(', ')}; there are: ${Object.keys(row).join(', ')}.`)
}
