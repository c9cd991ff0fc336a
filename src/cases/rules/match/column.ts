import type { Kind } from './kind.ts'

/** One field of all records: each different value stands once. */
export type Column = {
	readonly name: string
	readonly kind: Kind
	/** The value of each record by its number, -1 where nothing stands. */
	readonly of: Int32Array
	readonly values: readonly string[]
	readonly forms: readonly unknown[]
	/** How many records have each value. */
	readonly counts: Int32Array
	/** How many records have any. */
	readonly filled: number
}

/** Reads one field of every record. */
export function columnOf(name: string, kind: Kind, texts: readonly string[]): Column {
	const of = new Int32Array(texts.length).fill(-1)
	const values: string[] = []
	const counts: number[] = []
	const seen = new Map<string, number>()
	const reads = new Map<string, string | null>()
	let filled = 0
	for (const [record, text] of texts.entries()) {
		let value = reads.get(text)
		if (value === undefined) {
			value = kind.read(text)
			reads.set(text, value)
		}
		if (value === null) continue
		let at = seen.get(value)
		if (at === undefined) {
			at = values.length
			seen.set(value, at)
			values.push(value)
			counts.push(0)
		}
		of[record] = at
		counts[at] = (counts[at] ?? 0) + 1
		filled++
	}
	const forms = values.map((value) => kind.form(value))
	return { name, kind, of, values, forms, counts: Int32Array.from(counts), filled }
}
