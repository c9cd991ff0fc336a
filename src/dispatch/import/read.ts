import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { type Field, fields, type ImportRow, type Mapping, must, readRow, type RowFault } from './shape.ts'

export type Encoding = 'utf-8' | 'gb18030'

/** What every pass over a file is told. */
export type Reading = {
	readonly file: string
	readonly encoding: Encoding
	readonly map: Mapping
	/** Codes of the agencies a row may name. */
	readonly stations: ReadonlySet<string>
	readonly now: Date
	readonly signal?: AbortSignal | undefined
}

/** Rows handed on at once. */
const batchRows = 1_000

/** A file that cannot be read as a table at all. The message is for the person at the terminal. */
export class FileFault extends Error {}

/**
 * Reads a file once, row by row, however long it is. Each batch of good rows and each fault is handed on as it comes.
 * @returns SHA-256 of the file's bytes, and how many rows it has
 * @throws FileFault when it is no table, lacks a column or is not in the encoding
 */
export async function readRows(
	reading: Reading,
	to: { readonly batch: (rows: readonly ImportRow[]) => Promise<void>; readonly fault: (fault: RowFault) => void },
): Promise<{ readonly sha256: string; readonly rows: number }> {
	const hash = createHash('sha256')
	const decoder = new TextDecoder(reading.encoding, { fatal: true })
	const text = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			hash.update(chunk)
			try {
				done(null, decoder.decode(chunk, { stream: true }))
			} catch {
				done(new FileFault(`The file is not ${reading.encoding}. Name its encoding with --encoding.`))
			}
		},
		flush(done) {
			try {
				done(null, decoder.decode())
			} catch {
				done(new FileFault(`The file is not ${reading.encoding}. Name its encoding with --encoding.`))
			}
		},
	})
	const table = parse({ bom: true, info: true, skip_empty_lines: true, relax_column_count: true })
	let heads: readonly (Field | null)[] | null = null
	let batch: ImportRow[] = []
	let rows = 0
	const take = async (cells: readonly string[], line: number): Promise<void> => {
		if (heads === null) {
			heads = headsOf(cells, reading.map)
			return
		}
		rows += 1
		if (cells.length !== heads.length)
			return to.fault({ line, column: '-', what: `has ${cells.length} cells, the head has ${heads.length}` })
		const named: Partial<Record<Field, string>> = {}
		for (const [n, field] of heads.entries()) if (field !== null) named[field] = cells[n] ?? ''
		const answer = readRow(named, { ...reading, line })
		if ('faults' in answer) return answer.faults.forEach(to.fault)
		batch.push(answer.row)
		if (batch.length < batchRows) return
		const full = batch
		batch = []
		await to.batch(full)
	}
	try {
		await pipeline(
			createReadStream(reading.file),
			text,
			table,
			async (records: AsyncIterable<{ record: string[]; info: { lines: number } }>) => {
				for await (const { record, info } of records)
					await take(record, info.lines - record.join('').split('\n').length + 1)
			},
			{ signal: reading.signal ?? new AbortController().signal },
		)
	} catch (error) {
		throw error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')
			? new FileFault(`The file is no table: ${error.message}.`)
			: error
	}
	if (batch.length > 0) await to.batch(batch)
	if (rows === 0) throw new FileFault('The file has no rows.')
	return { sha256: hash.digest('hex'), rows }
}

function headsOf(cells: readonly string[], map: Mapping): readonly (Field | null)[] {
	const byHead = new Map(fields.map((field) => [map.columns[field] ?? field, field]))
	const heads = cells.map((cell) => byHead.get(cell.trim()) ?? null)
	const missing = must.filter((field) => !heads.includes(field)).map((field) => map.columns[field] ?? field)
	if (missing.length > 0)
		throw new FileFault(`The head lacks ${missing.join(', ')}. It holds: ${cells.join(', ').slice(0, 300)}.`)
	const named = heads.filter((field) => field !== null)
	if (new Set(named).size < named.length) throw new FileFault('The head names a column twice.')
	return heads
}
